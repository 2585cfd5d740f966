"""Steps of `coequal site` that are about personal data."""
