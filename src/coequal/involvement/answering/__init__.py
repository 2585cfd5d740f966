"""How answers are kept: online page by page, from paper, by telephone."""
