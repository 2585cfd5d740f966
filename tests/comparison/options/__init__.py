"""Tests of options appraisal."""
