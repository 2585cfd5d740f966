"""Tests of the moves of a request."""
