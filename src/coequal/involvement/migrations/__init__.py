"""How the tables of involvements came to be."""
