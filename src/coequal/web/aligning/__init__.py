"""The desk of a programme: its stages, plans, figures and what everybody is told."""
