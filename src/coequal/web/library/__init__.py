"""Policies as pages."""
