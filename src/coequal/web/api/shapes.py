"""The shapes of parameters, as regular expressions for the document of the API and in words for whoever sent another."""

from collections.abc import Iterable, Mapping
from typing import Final

from coequal.web.api import examples

DAY: Final = r"^\d{4}-\d\d-\d\d$"
POLICY: Final = r"^[a-z0-9-]+/[a-z0-9-]+(@[A-Za-z0-9.-]+)?$"
_SAYS: Final[Mapping[str, str]] = {
    DAY: f"year, month and day, such as {examples.DAY}",
    POLICY: f"the id of a policy, such as {examples.POLICY} or {examples.POLICY}@{examples.VERSION}",
}


def one_of(words: Iterable[str]) -> str:
    """The shape of a parameter that is one of several words."""
    return f"^({'|'.join(words)})$"


def in_words(shape: str) -> str:
    """What a shape asks for, with an example."""
    if said := _SAYS.get(shape):
        return said
    *words, last = shape.removeprefix("^(").removesuffix(")$").split("|")
    return f"{', '.join(words)} or {last}"
