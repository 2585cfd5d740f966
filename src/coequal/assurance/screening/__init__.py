"""Screening: the questions about a use of personal data, and the rule by which the answers decide."""
