"""How programmes stand in addresses: `<programme:…>` is `P-7F3K-2QX9`, `<service_area:…>` is `T-…`, `<decision:…>` is `J-…`."""

from typing import Final

from django.urls import register_converter

_SIGN: Final = "[2-9BCDFGHJKMNP-TV-Z]"
_REST: Final = f"-{_SIGN}{{4}}-{_SIGN}{{4}}"


class _ReferenceConverter:
    """A reference, as it is written."""

    def to_python(self, value: str) -> str:
        """As it is written."""
        return value

    def to_url(self, value: str) -> str:
        """As it is written."""
        return value


class ProgrammeConverter(_ReferenceConverter):
    """The reference of a programme."""

    regex = f"P{_REST}"


class AreaConverter(_ReferenceConverter):
    """The reference of a service area."""

    regex = f"T{_REST}"


class DecisionConverter(_ReferenceConverter):
    """The reference of a decision."""

    regex = f"J{_REST}"


register_converter(ProgrammeConverter, "programme")
register_converter(AreaConverter, "service_area")
register_converter(DecisionConverter, "decision")
