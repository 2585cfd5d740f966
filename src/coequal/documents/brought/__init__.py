"""Tables that somebody brings: CSV and Excel, bounded, in which nothing is run."""
