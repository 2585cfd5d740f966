"""The addresses of web pages in plain texts, so that whoever reads a document can follow them."""

import re
from collections.abc import Iterator
from typing import Final

_SIGN: Final = r"[\w~:/?\#@!$&*+,;=%.'-]"
_LAST: Final = r"[\w~/\#@$&*+=%-]"  # no sign that ends a sentence
_INSIDE: Final = rf"\({_SIGN}*\)"  # a bracket belongs to an address if both do
# The whole of what stands between blanks, but for brackets and quotation marks round it and the signs that end a sentence. It has
# the letters of plain addresses only, and nobody's name before the host: it leads where a reader takes it to lead.
_FOUND: Final = re.compile(
    rf"""(?<!\S)[<(\["'“‘]*(
    https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{{1,5}})?
    (?:[/?\#](?:(?:{_SIGN}|{_INSIDE})*(?:{_LAST}|{_INSIDE}))?)?
    )(?=[>).,;:!?\]"'”’]*(?!\S))""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """A text in pieces that together are all of it, each with the address of http or https that it is, or with nothing."""
    at = 0
    for found in _FOUND.finditer(text) if "://" in text else ():
        if at < found.start(1):
            yield text[at : found.start(1)], ""
        yield found[1], found[1]
        at = found.end(1)
    if at < len(text):
        yield text[at:], ""
