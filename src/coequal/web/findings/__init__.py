"""The report of findings as it is written and published, and what came of each theme."""
