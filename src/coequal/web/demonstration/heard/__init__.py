"""Involvements that are shown: what is known of two real ones, and three that are invented from the first word to the last."""
