"""Documents that people read, keep and print: one content, written as a web page that needs no other file or as a tagged PDF."""
