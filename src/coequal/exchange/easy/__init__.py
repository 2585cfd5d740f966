"""A policy in easy words."""
