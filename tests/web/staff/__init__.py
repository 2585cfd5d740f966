"""Staff sign in, and see to accounts, roles, keys and the trail."""
