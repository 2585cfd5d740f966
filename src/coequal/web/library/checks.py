"""What has to be so before the site starts: its library can be read."""

from typing import Any

from django.core.checks import CheckMessage, Error

from coequal.web.shelf import NotOpen, as_shipped


def library_is_read(**_given: Any) -> list[CheckMessage]:
    """An error that says what is wrong with the library, where it cannot be read."""
    try:
        as_shipped()
    except NotOpen as error:
        hint = "COEQUAL_LIBRARY names its folders; without it the library is the shipped one."
        return [Error(f"The library cannot be read. {error}", hint=hint, id="coequal.E001")]
    return []
