"""The software holds against whoever means it ill."""
