"""How long records are kept, what is held, who reviews what is due, and how it is disposed of by somebody else."""
