"""The manual's page on who sees which part of a request, made from the table by which every look is allowed."""

from coequal.accounts.roles import OF_PEOPLE, Role
from coequal.referrals.moves import states as at
from coequal.referrals.seeing.table import LINES, PARTS, sees

HOLDS = {
    "who": "name, NHS number, date of birth, address, contact, partner",
    "equality": "what the person said of themselves for equality monitoring; counted only together",
    "consent": "who agreed, when, how and to what",
    "case": "the clinical facts and the answers to the questions of the commissioner",
    "files": "all files with the request",
    "nameless files": "the files of which an officer found that they name nobody",
    "steps": "what was written with each step; whoever asked reads what is meant for them",
    "views": "what each member of a panel thinks, once all views are open",
    "interests": "what members of a panel declared that ties them to the request",
    "decision": "the decision with its reasons; whoever asked reads it once their letter was sent",
    "letters": "the letters about the decision",
    "keeping reviews": "why somebody found, once it had been kept long enough, that it stays or goes",
    "disclosures": "when a concern for somebody's safety was recorded or taken back, and by whom",
}
HEADING = """\
# Who sees which part of a request

<!-- Made by `make manual` from coequal.referrals.seeing. Change that, not this page. -->

A request for one person has parts, and each is opened by itself.
Whoever opens one does so for a purpose, and that stays on record: who, in which role, what, when.
Who is in no table below sees nothing of any request; software with a key neither.
An officer or somebody of information governance can break the glass, with a reason, to learn who a person is. Whoever knows that judges the request no more.
The same holds for whoever opened the consent, or a file: until an officer who read that file has said that it names nobody, and for good where it names somebody.

| part | what it holds |
| --- | --- |
"""
SIDES = (
    ("of the clinic that asked", True, False),
    ("of the commissioner", False, False),
    ("of the commissioner, with a seat at the panel of the request, or at the one that hears an appeal about it", False, True),
)


def page() -> str:
    """The whole page."""
    tables = (_table(role, *side) for role in OF_PEOPLE for side in SIDES if _has_own_line(role, side))
    return HEADING + "".join(f"| {part} | {HOLDS[part]} |\n" for part in PARTS) + "".join(tables)


def _has_own_line(role: Role, side: tuple[str, bool, bool]) -> bool:
    """Whether a role sees anything there that it would not see without a seat."""
    _words, asking, seated = side
    return any(line.role is role and line.asking == asking and line.seated == seated for line in LINES)


def _table(role: Role, words: str, asking: bool, seated: bool) -> str:
    """The parts that a role sees, state by state."""
    head = f"\n## {role[:1].upper()}{role[1:]}, {words}\n\n| while it is | {' | '.join(PARTS)} |\n| --- |{' --- |' * len(PARTS)}\n"
    lines = []
    for state in at.STATES:
        cells = ["yes" if sees(role, part, state, asking=asking, seated=seated) else "" for part in PARTS]
        lines.append(f"| {state} | {' | '.join(cells)} |\n")
    return head + "".join(lines)
