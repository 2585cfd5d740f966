"""What the law asks of whoever changes services, as it stood on a day."""
