"""Tests of what is prepared."""
