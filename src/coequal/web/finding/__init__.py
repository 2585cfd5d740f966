"""Finding the policy that binds."""
