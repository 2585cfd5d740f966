"""Scorecards, rounds of scoring, and options from the long list to the shortlist."""
