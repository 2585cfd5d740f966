"""The data register on the site: as everybody reads it, and as staff keep it."""
