"""What is prepared so that every page has something to show."""
