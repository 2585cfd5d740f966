"""Analyses are run, looked at and published here."""
