"""Policies are drafted here, and handed to governance."""
