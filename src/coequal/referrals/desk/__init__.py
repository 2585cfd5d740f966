"""What those see who deal with requests: queues, search, the yearly report, and what many requests say about policies."""
