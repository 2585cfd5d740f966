"""Analyses: asked for, followed while they run, read, published."""
