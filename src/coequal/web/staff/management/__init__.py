"""Steps of `coequal site` that are about staff."""
