"""Tests of how answers are kept."""
