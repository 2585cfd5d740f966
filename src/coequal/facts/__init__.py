"""Dictionaries, cases, units, dates of evidence, and why something is not known."""
