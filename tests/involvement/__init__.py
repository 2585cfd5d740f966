"""Tests of involvements."""
