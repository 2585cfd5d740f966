"""What waits for whom, and finding requests."""
