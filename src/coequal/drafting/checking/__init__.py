"""Drafts are checked in a process of its own, so that no text, whatever it holds, can stop the site or fill its memory."""
