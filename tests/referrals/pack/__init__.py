"""Tests of the referral pack."""
