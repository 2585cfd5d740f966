"""Tests of the pages of scorecards, rounds of scoring and options."""
