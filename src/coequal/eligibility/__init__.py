"""One case assessed: statuses, reasons, what is missing, what can change."""
