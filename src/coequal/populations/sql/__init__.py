"""The same expressions in the SQL of other people's databases."""
