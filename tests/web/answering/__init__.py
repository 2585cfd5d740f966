"""Tests of the online survey."""
