"""Tests of the desk of programmes."""
