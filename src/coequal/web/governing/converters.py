"""How meetings and motions are written in addresses: `<meeting:reference>` is `G-…`, `<motion:motion>` `N-…`."""

from typing import Final

from django.urls import register_converter

_REST: Final = "-[2-9BCDFGHJKMNP-TV-Z]{4}-[2-9BCDFGHJKMNP-TV-Z]{4}"


class _ReferenceConverter:
    """A reference, as it is written."""

    def to_python(self, value: str) -> str:
        """As it is written."""
        return value

    def to_url(self, value: str) -> str:
        """As it is written."""
        return value


class MeetingConverter(_ReferenceConverter):
    """The reference of a meeting."""

    regex = f"G{_REST}"


class MotionConverter(_ReferenceConverter):
    """The reference of a motion."""

    regex = f"N{_REST}"


register_converter(MeetingConverter, "meeting")
register_converter(MotionConverter, "motion")
