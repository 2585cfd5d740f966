"""How an involvement is written in addresses: `<involvement:reference>` is a reference, `I-7F3K-2QX9`, and nothing else."""

from typing import Final

from django.urls import register_converter

_SIGN: Final = "[2-9BCDFGHJKMNP-TV-Z]"


class InvolvementConverter:
    """The reference of an involvement."""

    regex = f"I-{_SIGN}{{4}}-{_SIGN}{{4}}"

    def to_python(self, value: str) -> str:
        """As it is written."""
        return value

    def to_url(self, value: str) -> str:
        """As it is written."""
        return value


register_converter(InvolvementConverter, "involvement")
