"""Faults and doubts in policies: what to mend, what to ask the owner, and what may be read in several ways."""
