"""The states of a request and the moves between them: one table, and one function that takes a step."""
