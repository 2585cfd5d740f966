"""From an answer to a referral: the facts of one person, the pack, prior approval and what is used of it."""
