"""Tests of case_for_change."""
