"""Two policies beside each other, and every area at once."""
