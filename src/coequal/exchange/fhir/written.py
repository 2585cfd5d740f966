"""A resource as JSON text in which decimals keep the digits that they have."""

import json
import re
from decimal import Decimal
from typing import Final

_MARK: Final = "\0"  # no text holds one: such signs are refused wherever a text is read
_MARKED: Final = re.compile(r'"\\u0000(-?[0-9.]+)"')


def written(found: object, indent: int | None = None) -> str:
    """The text of a resource, on one line or indented, that read again is the same."""
    return _MARKED.sub(r"\1", json.dumps(found, ensure_ascii=False, indent=indent, default=_marked))


def _marked(number: object) -> str:
    """A decimal as a text that is then set free from its quotation marks."""
    assert isinstance(number, Decimal)
    return f"{_MARK}{number:f}"
