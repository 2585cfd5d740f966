"""Programmes that align policies: stages, prioritisation, options, governance, and the version that comes into force."""
