"""How quick the site is: every public page, and the checker under load."""
