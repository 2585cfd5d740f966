"""The pages of those who deal with requests."""
