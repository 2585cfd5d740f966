"""Tests of comparisons on the site."""
