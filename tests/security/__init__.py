"""Whoever means harm does not get it done."""
