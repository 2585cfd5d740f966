"""Screening, panels, decisions, letters, reconsideration and appeals."""
