"""How a text comes to be proposed: drafted in the studio, handed over, accepted by governance, and chosen."""

from datetime import date

from tests.web.replay.people import People

_THREE = {
    "up to 2 full cycles": "up to 3 full cycles",
    "The number of transfers in all: 4.": "The number of transfers in all: 6.",
    "max(0, 2 - previous fresh cycles)": "max(0, 3 - previous fresh cycles)",
    'embryo transfers: "4"': 'embryo transfers: "6"',
    "Fewer than 2 fresh cycles": "Fewer than 3 fresh cycles",
    "met when: previous fresh cycles < 2": "met when: previous fresh cycles < 3",
}


def _example(cycles: int, outcome: str) -> str:
    """An example person of the policy, as its text has it."""
    return f'  - name: "previous fresh cycles: {cycles}"\n    facts:\n      NHS fresh cycles: {cycles}\n    outcome: {outcome}\n'


def drafted(people: People) -> None:
    """A draft begins from the version in the library; three cycles take the place of two, and example people stand around it."""
    pat = people.pat.go("/staff").follow("Drafts").follow("Begin a draft").follow("From a version in the library")
    pat.choose("Start from", "Assisted conception: Exampleshire").fill("Version", "2027-04").press("Begin the draft")
    people.draft = pat.address.removesuffix("/edit")
    two = _example(2, "not eligible")
    text = pat.typed("The text of the draft")
    for old, new in {**_THREE, two: _example(2, "eligible") + _example(3, "not eligible") + _example(4, "not eligible")}.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    pat.fill("The text of the draft", text).press("Save")


def proposed(people: People) -> None:
    """It is handed over with its warning explained; governance finds it on its start page and accepts it; then it is chosen."""
    pat, grace = people.pat, people.grace
    pat.go(people.draft).follow("Hand it over to governance").fill("What changes", "Three full cycles are funded, not two.")
    pat.fill("Why", "People asked for it, and it can be paid for.").day("From when should it be in force?", date(2027, 6, 1))
    pat.fill("No commissioner owns this policy", "Exampleshire is invented.").press("Hand it over")
    grace.go("/staff").follow("waits for your answer").choose("Your answer", "Accept it for decision").press("Answer")
    pat.go(people.area).follow("The text that is proposed").choose("Which text is proposed?", "exampleshire/assisted-conception")
    pat.press("Propose this text")
    people.complete_and_open(pat, "Proposal", "Governance")
    people.step(pat, "Complete “Governance”")
