"""Who commissions for whom, from when until when."""
