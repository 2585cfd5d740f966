"""Surveys as officers write them, print them, and type in what comes back."""
