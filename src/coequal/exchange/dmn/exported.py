"""What coequal wrote of each decision, as fingerprints in the model, so that what somebody changed in it since can be named."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from xml.etree import ElementTree as ET

from coequal.exchange.dmn.parts import Model, Part
from coequal.exchange.dmn.statuses import OF_CRITERION
from coequal.exchange.dmn.xml import OURS, local, under

_UNKNOWN = (
    "This model does not say what coequal wrote in it, so what was changed since cannot be told. "
    "Hold each condition against its wording."
)
_OLD_WORDS = "its wording, and what stands beside it, still say what the old rule said. Put them right by the source."


def fingerprint(*texts: str) -> str:
    """What tells texts from others, however they are broken into lines."""
    return sha256("\n".join(" ".join(text.split()) for text in texts).encode()).hexdigest()


def sign(ours: ET.Element, name: str, logic: str | Sequence[tuple[str, str]], description: str) -> None:
    """Add to what a model says of its policy what one of its decisions was written as."""
    under(ours, "wrote", OURS, decision=name, logic=_of_logic(logic), description=fingerprint(description))


def changes(model: Model) -> Iterator[str]:
    """What was changed in a model of ours since it was written, decision by decision, in the order of the file."""
    wrote = {one.get("decision", ""): one for one in (model.ours if model.ours is not None else ()) if local(one) == "wrote"}
    if not wrote:
        yield _UNKNOWN
        return
    for part in sorted(model.decisions, key=lambda one: one.at):
        was = wrote.pop(part.name, None)
        if was is None:
            yield f'The decision "{part.name}" was added to the model after coequal wrote it.'
        elif was.get("logic") != _of_part(part):
            stale = f": {_OLD_WORDS}" if part.name.startswith(OF_CRITERION) else "."
            yield f'The decision "{part.name}", {part.label}, was changed in the model{stale}'
        elif was.get("description") != fingerprint(part.description):
            yield f'The description of "{part.name}" was changed in the model; the draft has the wording beside it.'
    for name in wrote:
        yield f'The decision "{name}" was taken out of the model after coequal wrote it.'


def _of_part(part: Part) -> str:
    return _of_logic(part.logic) if isinstance(part.logic, str | list) else ""


def _of_logic(logic: str | Sequence[tuple[str, str]]) -> str:
    return fingerprint(logic) if isinstance(logic, str) else fingerprint(*(f"{name}: {text}" for name, text in logic))
