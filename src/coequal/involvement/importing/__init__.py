"""Answers that were collected elsewhere, brought in."""
