"""Tests of the synthetic people."""
