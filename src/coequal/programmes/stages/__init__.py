"""The stages of a service area: what must be there before each opens, where an area stands, and how it is moved on."""
