"""Steps of `coequal site` that are about accounts."""
