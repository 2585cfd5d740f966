"""The pages of the data register: as everybody reads it, and as staff keep it."""
