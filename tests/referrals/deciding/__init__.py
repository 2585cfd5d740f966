"""Tests of deciding on individual funding requests."""
