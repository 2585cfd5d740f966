"""How a survey is written in the addresses of those who answer it: `<answered:reference>` is a reference, `S-7F3K-2QX9`."""

from typing import Final

from django.urls import register_converter

_SIGN: Final = "[2-9BCDFGHJKMNP-TV-Z]"


class AnsweredConverter:
    """The reference of a survey."""

    regex = f"S-{_SIGN}{{4}}-{_SIGN}{{4}}"

    def to_python(self, value: str) -> str:
        """As it is written."""
        return value

    def to_url(self, value: str) -> str:
        """As it is written."""
        return value


register_converter(AnsweredConverter, "answered")
