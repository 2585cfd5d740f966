"""Working days, bank holidays, and clocks that stop and start again."""
