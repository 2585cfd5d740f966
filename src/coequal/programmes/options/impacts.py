"""What an option may do to equality and to quality: for whom, how sure that is, and what is done about it."""

from dataclasses import dataclass
from typing import Final

from coequal.accounts.acting import Acting
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.programmes.models import Impact, Option
from coequal.programmes.options.candidates import check_latest, locked, tell_asked
from coequal.programmes.options.standing import MATTERS, impacts_of

BETTER: Final = "better"
WORSE: Final = "worse"
MIXED: Final = "mixed"
EFFECTS: Final = (BETTER, WORSE, MIXED, "none", "not known")


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of an option in one matter: a protected characteristic, another group of people, or an aspect of quality."""

    kind: str
    matter: str
    effect: str
    says: str
    measures: str = ""


def impact(acting: Acting, option: Option, told: Told, *, seen: int | None = None) -> Impact:
    """What an option may do in one matter; the latest stands. Where it is worse for somebody, what is done about it is said.

    `seen` is the key of what somebody had before them, 0 where there was nothing. Raises `CoequalError` where somebody else
    was faster.
    """
    if told.kind not in MATTERS:
        raise CoequalError(f"“{told.kind}” is no kind of impact. Choose one of: {', '.join(MATTERS)}.")
    if told.effect not in EFFECTS:
        raise CoequalError(f"“{told.effect}” is no effect. Choose one of: {', '.join(EFFECTS)}.")
    if not (told.matter.strip() and told.says.strip()):
        raise CoequalError(
            "Say on whom or on what the impact is, and why you expect it. Where it is not known, say what was looked for."
        )
    if told.effect in (WORSE, MIXED) and not told.measures.strip():
        raise CoequalError("Where it gets worse for somebody, say what is done about it or, if nothing can be, why not.")
    with locked(acting, option.area) as found:
        check_latest(impacts_of(option, told.kind).get(told.matter.strip()), seen)
        made = Impact(
            option=option,
            kind=told.kind,
            matter=told.matter.strip(),
            effect=told.effect,
            says=told.says.strip(),
            measures=told.measures.strip(),
            by=acting.person,
        )
        made.save()
        tell_asked(acting, found, f"“{option.title}”, {made.matter}: {made.effect}. {made.says}")
        record(
            acting, "wrote what an option may do", option, detail={"kind": told.kind, "matter": made.matter, "effect": told.effect}
        )
    return made
