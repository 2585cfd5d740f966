"""What comes into force by a decision: its ratification, and the policies as they stand with it."""
