"""Tables of rules, as spreadsheets and other people's models have them, on the way to a draft policy."""
