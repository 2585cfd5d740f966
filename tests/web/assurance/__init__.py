"""The pages of the data register, and of how long records are kept."""
