"""The pages of the manual that are made from the code: commands, Python, the API, and the facts of each service."""
