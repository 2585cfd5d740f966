"""Marks of what a form shows, by which it is known whether somebody else changed it meanwhile.

A mark travels with the page, so it is made with a key of the site: whoever reads a page cannot try what it was made of.
"""

import json

from django.utils.crypto import salted_hmac

_NAME = "coequal.pages.seen"
_LETTERS = 32


def mark(held: object) -> str:
    """The mark of plain values, and of lists and tables of them; the order in which a table was filled changes nothing."""
    text = json.dumps(held, sort_keys=True, default=str)
    return salted_hmac(_NAME, text, algorithm="sha256").hexdigest()[:_LETTERS]
