"""Migrations of the data register."""
