"""Home and the pages that stand by themselves."""
