"""What options and programmes do to equality and quality: what can be assessed and linked, and where each assessment stands."""
