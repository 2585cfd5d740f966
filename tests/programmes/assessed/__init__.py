"""What options and programmes do to equality and quality."""
