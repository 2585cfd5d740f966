"""The language: parse, check, three-valued meaning, words."""
