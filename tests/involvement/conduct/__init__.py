"""Tests of how involvements are run."""
