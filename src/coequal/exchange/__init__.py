"""Policies in forms for others: as a document for a board, and in easy words."""
