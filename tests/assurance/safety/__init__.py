"""What is said of safety is true of the project."""
