"""The assessment of what an option, a policy or a programme does to equality and to quality, from the draft to the sign-off."""
