"""Clinical prioritisation: topics scored with a scorecard, blind at first, then talked over, moderated and recommended on."""
