"""How long requests are kept, who looks at them before they go, and how what is personal in them is done away with."""
