"""What surveys say, and how they are written and printed."""
