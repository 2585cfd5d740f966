"""Involvements as officers run them: dates, gates, papers, events, letters."""
