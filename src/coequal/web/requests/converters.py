"""How requests and what is of them stand in addresses: `<request:…>` is `Q-7F3K-2QX9`, others have letters of their own."""

from typing import Final

from django.urls import register_converter
from django.urls.converters import StringConverter

_SIGN: Final = "[2-9BCDFGHJKMNP-TV-Z]"
_LETTERS: Final = {
    "request": "Q",
    "attachment": "QF",
    "approval": "V",
    "authorisation": "W",
    "panel": "U",
    "letter": "Z",
    "appeal": "Y",
}


def _of(letters: str) -> type[StringConverter]:
    """A reference that begins with letters, as it is written, and nothing else."""
    return type(f"{letters}Converter", (StringConverter,), {"regex": f"{letters}-{_SIGN}{{4}}-{_SIGN}{{4}}"})


for _name, _letters in _LETTERS.items():
    register_converter(_of(_letters), _name)
