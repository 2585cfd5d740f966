"""What has to hold of everything that holds people: what may be published of them, for how long it is kept, and why."""
