"""A policy as SQL that another database runs: one query or view over a table of people."""
