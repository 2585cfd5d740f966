"""Requests for one person: packs, approvals, panels, and who sees what."""
