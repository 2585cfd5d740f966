"""Each commissioner's own rules for individual funding requests, with where each rule was found; and the example that ships."""
