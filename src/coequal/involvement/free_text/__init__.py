"""What people wrote in their own words: gathered, cleaned, grouped."""
