"""Drafts of policies of invented areas: one in the making, one that governance has sent back once, and one of another area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation, Person
from coequal.accounts.roles import Role
from coequal.drafting.beginning import Beginning, begin, new_version, own_text
from coequal.drafting.checked import Checked, Memory, check
from coequal.drafting.checking.thorough import answers
from coequal.drafting.handing import Handing, hand_over, obstacles, return_with_reasons, warnings
from coequal.drafting.models import Draft
from coequal.drafting.saving import Typed, head_of, save
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.web.demonstration.once import Example, in_place_of, is_made, make_once
from coequal.web.demonstration.staff import EXAMPLESHIRE, SAMPLETON, address, organisation

VERSION: Final = "2027-04"
_TEXTS: Final = Path(__file__).parent / "texts"
_PAT: Final = address(Role.POLICY_MANAGER, "exampleshire")
_PAULA: Final = address(Role.POLICY_MANAGER, "exampleshire", "second-")
_GWEN: Final = address(Role.GOVERNANCE, "exampleshire")
_SAM: Final = address(Role.POLICY_MANAGER, "sampleton")


@dataclass(frozen=True, slots=True)
class Edit:
    """What one person makes of the revision with a number: each text is put in the place of another, and one below all."""

    by: str
    on: int
    note: str
    changes: Mapping[str, str]
    below: str = ""

    def made_of(self, text: str) -> str:
        """The text after it."""
        for old, new in self.changes.items():
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        return f"{text.rstrip()}\n\n{self.below}" if self.below else text


_CYCLES: Final = {
    "up to 2 full cycles": "up to 3 full cycles",
    "The number of transfers in all: 4.": "The number of transfers in all: 6.",
    "max(0, 2 - previous fresh cycles)": "max(0, 3 - previous fresh cycles)",
    'embryo transfers: "4"': 'embryo transfers: "6"',
    "Fewer than 2 fresh cycles": "Fewer than 3 fresh cycles",
    "met when: previous fresh cycles < 2": "met when: previous fresh cycles < 3",
}
_WELFARE: Final = {
    "the referral stops until people have weighed it.": "the referral stops until people have weighed it. "
    "Whoever referred is told within two weeks how it goes on.",
}
_TRYING: Final = {
    "has tried for a pregnancy for at least 24 months.": "has tried for a pregnancy for at least 12 months.",
    "months trying >= 24": "months trying >= 12",
}
_LONGER: Final = {
    "has tried for a pregnancy for at least 12 months.": "has tried for a pregnancy for at least 18 months.",
    "months trying >= 12": "months trying >= 18",
}
_CHANGES: Final = "Three full cycles are funded, not two, and six transfers, not four."
_RETURNED: Final = "Say why three cycles, and not what other areas fund. Then hand it over again."
_REASONS: Final = (
    "The national guideline (NICE CG156) recommends three full cycles below the age of 40. "
    "This is an example: Exampleshire is invented, and nobody has proposed this."
)
NO_OWNER: Final = "Exampleshire is invented, so no body of the register owns its policy."


def drafts() -> str:
    """The invented drafts. Those that people changed stay as they are."""
    made = sum((_one_cycle_more(), _a_shorter_wait(), _sampletons()))
    return f"Invented drafts: {made} made, {3 - made} kept."


def _one_cycle_more() -> bool:
    """Written by two people at once, handed over, sent back once, and handed over again."""
    owner = organisation(EXAMPLESHIRE)
    example = Example("a draft with one cycle more", owner)
    if is_made(example):
        return False
    old = version_of("exampleshire")
    edits = (
        Edit(_PAT, 1, "Three full cycles", _CYCLES),
        Edit(_PAULA, 2, "People at every limit", {}, (_TEXTS / "people.md").read_text(encoding="utf-8")),
        Edit(_PAT, 2, "What is said to whoever referred", _WELFARE),
    )
    whole = edits[2].made_of(edits[1].made_of(edits[0].made_of(_beginning(old).text)))
    found, says = checked(whole), told(old, whole)
    return make_once(example, partial(_hand_over_twice, owner, old, edits, found, says))


def _hand_over_twice(owner: Organisation, old: Policy, edits: Sequence[Edit], found: Checked, says: dict[str, Any]) -> None:
    draft = _written(owner, old, edits)
    pat, accepted = _as(_PAT, Role.POLICY_MANAGER, owner), dict.fromkeys(range(len(warnings(found))), NO_OWNER)
    stands = obstacles(found, draft, [old.version])
    assert not stands, stands
    handing = partial(Handing, head_of(draft).number, _CHANGES, wanted_from=date(2027, 4, 1), accepted=accepted)
    first = hand_over(pat, draft, handing(reasons="Other areas fund more."), found, says)
    return_with_reasons(_as(_GWEN, Role.GOVERNANCE, owner), first, _RETURNED)
    hand_over(pat, draft, handing(reasons=_REASONS), found, says)


def _a_shorter_wait() -> bool:
    """Still being written: lint says what it lacks."""
    owner = organisation(EXAMPLESHIRE)
    edits = (Edit(_PAULA, 1, "One year of trying, not two", _TRYING),)
    return make_once(
        Example("a draft with a shorter wait", owner), lambda: _written(owner, version_of("exampleshire"), edits, _PAULA)
    )


def _sampletons() -> bool:
    """One of another organisation, which nobody in Exampleshire can see."""
    owner = organisation(SAMPLETON)
    edits = (Edit(_SAM, 1, "A year and a half of trying", _LONGER),)
    return make_once(Example("a draft of Sampleton", owner), lambda: _written(owner, version_of("sampleton"), edits, _SAM))


def version_of(area: str) -> Policy:
    """The shipped policy of an invented area."""
    return Library().versions(f"{area}/assisted-conception")[-1]


def _beginning(old: Policy) -> Beginning:
    return new_version(old, VERSION)


def _written(owner: Organisation, old: Policy, edits: Sequence[Edit], by: str = _PAT) -> Draft:
    """A draft that begins from a version, and what people make of it one after another, each on the revision that they saw."""
    draft = begin(_as(by, Role.POLICY_MANAGER, owner), owner, _beginning(old))
    for edit in edits:
        seen = draft.revisions.get(number=edit.on)
        save(_as(edit.by, Role.POLICY_MANAGER, owner), draft, Typed(edit.made_of(seen.text), edit.on, edit.note))
    return draft


def _as(email: str, role: Role, owner: Organisation) -> Acting:
    return in_place_of(Person.objects.get(email=email), role, owner)


def checked(text: str) -> Checked:
    """What software says of a text."""
    return check(text, Library(), date.today(), Memory(), people=True)  # noqa: DTZ011  # the site's own day


def told(old: Policy, text: str, name: str = "the version in force") -> dict[str, Any]:
    """What a text changes of a version, as the page of what was handed over shows it."""
    question = {"ask": "difference", "old": own_text(old), "old name": name, "text": text, "name": "the draft"}
    today = date.today().isoformat()  # noqa: DTZ011  # as above
    found = answers(Library(), Path(settings.DATA_DIR) / "people")({**question, "today": today})
    return {**found, "against": {"policy": old.id, "version": old.version, "digest": old.digest, "name": name}}
