"""Who sees which part of a request, and that every look at it is recorded with its purpose."""
