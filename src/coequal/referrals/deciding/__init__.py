"""Deciding on individual funding requests: screening, panels and their views, decisions, letters, and looking at them again."""
