"""Tests of the pages on which everybody reads of involvements."""
