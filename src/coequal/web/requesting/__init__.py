"""Individual funding requests as clinicians write them."""
