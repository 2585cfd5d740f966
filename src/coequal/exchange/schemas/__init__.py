"""JSON Schema 2020-12 for what goes in and out: a case, an assessment, a policy. Made from what reads and writes them."""
