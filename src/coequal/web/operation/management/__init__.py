"""Steps of `coequal site`."""
