"""The report of findings, its summary and its easy read."""
