"""How a programme is conducted: begun, published, renamed, held, planned, and told of."""
