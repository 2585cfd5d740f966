"""Meetings, their papers, motions, votes and decisions, and what comes into force."""
