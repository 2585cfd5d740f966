"""Involvements as everybody reads them: what is asked, until when, what was heard, what came of it."""
