"""Requests for one person as those see them who deal with them: what waits for whom, search, report, rules and keeping."""
