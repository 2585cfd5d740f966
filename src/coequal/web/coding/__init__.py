"""What people wrote, screened and put under themes."""
