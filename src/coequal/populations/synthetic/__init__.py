"""Synthetic people: invented couples and single women who seek assisted conception, drawn from published figures."""
