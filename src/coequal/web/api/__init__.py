"""Other people's software asks here."""
