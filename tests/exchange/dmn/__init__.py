"""Tests of DMN as other engines run it."""
