"""Real programmes of the past: what sources say of them, written down as deeds and played as anybody would record them."""
