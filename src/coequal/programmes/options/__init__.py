"""Options of a service area: the long list, its hurdles, the shortlist, and what each option costs and does to people."""
