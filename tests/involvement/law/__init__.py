"""Tests of the law of involvements."""
