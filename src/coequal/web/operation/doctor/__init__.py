"""Whether an installation is well: a line for each thing that is looked at, and what is to be done where it is not."""
