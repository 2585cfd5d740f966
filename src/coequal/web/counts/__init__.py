"""What was answered, counted: tables, charts, files in and out."""
