"""Public references: numbers to quote that say nothing, and that nobody can guess from another."""

import secrets

_SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ"  # none that is taken for another, and no vowel, so that no word comes of it


def new_reference(kind: str) -> str:
    """A reference of a kind, a letter or two: `M-7F3K-2QX9`."""
    drawn = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"{kind}-{drawn[:4]}-{drawn[4:]}"
