"""The case for change: how the policies of a service area differ now, and what is known of whom that affects."""
