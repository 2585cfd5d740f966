"""Tests of what comes into force."""
