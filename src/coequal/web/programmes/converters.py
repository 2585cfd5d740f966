"""How programmes and what is of them stand in addresses: `<programme:…>` is `P-7F3K-2QX9`, others have letters of their own."""

from typing import Final

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter

_SIGN: Final = "[2-9BCDFGHJKMNP-TV-Z]"
_LETTERS: Final = {
    "programme": "P",
    "service_area": "T",
    "round": "K",
    "option": "O",
    "meeting": "G",
    "motion": "N",
    "decision": "J",
}


class YearConverter(IntConverter):
    """A year of our time, in four digits."""

    regex = "20[0-9]{2}"


def _of(letter: str) -> type[StringConverter]:
    """A reference that begins with a letter, as it is written, and nothing else."""
    return type(f"{letter}Converter", (StringConverter,), {"regex": f"{letter}-{_SIGN}{{4}}-{_SIGN}{{4}}"})


for _name, _letter in _LETTERS.items():
    register_converter(_of(_letter), _name)
register_converter(YearConverter, "year")
