"""Many cases under many policies at once: how many, stopped by what, hanging on what."""
