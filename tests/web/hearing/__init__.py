"""Tests of the pages on which officers run involvements."""
