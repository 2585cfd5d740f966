"""The postcode lottery: one couple, or a population, under the policy of every area, and how far the areas are apart."""
