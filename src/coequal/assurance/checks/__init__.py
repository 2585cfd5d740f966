"""Periodic checks that a use of personal data still complies, with findings and what became of them."""
