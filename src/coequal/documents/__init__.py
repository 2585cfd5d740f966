"""Documents that people read, keep and print: one content, as a web page that needs no other file, a tagged PDF or a Word file."""
