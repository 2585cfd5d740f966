"""The rules of commissioners: read, shipped and told."""
