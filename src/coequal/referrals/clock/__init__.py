"""Working days, the bank holidays of England and Wales, and clocks that stop and start again."""
