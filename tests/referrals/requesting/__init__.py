"""What clinicians write and send as a funding request."""
