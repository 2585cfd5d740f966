"""What officers do with an involvement: prepare, open, hold, close, explain."""
