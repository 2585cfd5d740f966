"""Tests of prioritisation."""
