"""Invented requests for one person: some that are approved at once, some before a panel, some that wait for somebody."""
