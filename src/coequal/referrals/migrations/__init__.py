"""How the tables of referrals came to be."""
