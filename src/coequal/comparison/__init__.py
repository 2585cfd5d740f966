"""Two policies or many areas beside one another: proofs, witnesses, the postcode lottery, options and their cost."""
