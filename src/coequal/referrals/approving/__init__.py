"""Prior approval: what may be approved at once and by whose word, what an officer answers, and what is used of an approval."""
