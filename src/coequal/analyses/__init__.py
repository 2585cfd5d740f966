"""Analyses: run in the background, kept with everything that went in, and published where people may see them."""
