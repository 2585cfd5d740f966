"""Drafts of policies."""
