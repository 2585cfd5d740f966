"""One count, from which every table, page, export and report is made."""
