"""The site: settings, and a part for each thing that people do on it."""
