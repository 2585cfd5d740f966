"""Tests of the way that a case goes."""
