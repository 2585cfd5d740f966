"""The assessment of the impact on data protection, in seven steps, from the draft to the sign-off."""
