"""Who sees which part of a request."""
