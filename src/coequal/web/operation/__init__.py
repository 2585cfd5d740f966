"""What whoever runs the site asks of it: is it alive, is it ready, which version is it."""
