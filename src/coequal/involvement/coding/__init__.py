"""What people wrote, put under themes by people, with a machine that may only suggest."""
