"""A survey written as one file: read, checked, and put to people online, on paper and in easy read."""
