"""Staff sign in here, and see to accounts, roles, keys and the trail."""
