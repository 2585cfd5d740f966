"""Analyses that are kept."""
