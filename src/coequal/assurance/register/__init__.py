"""The data register: what uses personal data, entered before it begins, and whether it may begin."""
