"""What the editor shows beside a text: what software says of it, who else is there, and what can be put in."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from markupsafe import Markup

from coequal.accounts.guard import StaffRequest
from coequal.accounts.models import Person
from coequal.drafting.asking import checked
from coequal.drafting.checked import Checked
from coequal.drafting.checking.checker import NotChecked
from coequal.drafting.models import Draft
from coequal.drafting.presence import here
from coequal.lint.finding import DOUBT, ERROR, SEVERITIES, WARNING
from coequal.pages.words import plural
from coequal.web.shelf import shelf
from coequal.web.studio.listing import called

Data = dict[str, Any]
MEANS: Final = {
    ERROR: "Needs mending before the draft can be handed over.",
    WARNING: "May stand, with a reason.",
    DOUBT: "Can be read in several ways.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What software says of a text, for a page or for the editor's script; `because` says why where it says nothing."""

    checked: Checked | None
    because: str = ""

    @property
    def summary(self) -> str:
        """All of it in a sentence or two."""
        if self.checked is None:
            return self.because
        counts = [(sum(one.severity == severity for one in self.checked.findings), severity) for severity in SEVERITIES]
        found = ", ".join(plural(count, severity) for count, severity in counts if count)
        says = f"{found}." if found else "No faults and no doubts were found."
        if not self.checked.readable:
            return f"This text cannot be read as a policy yet: {found}."
        return f"{says} {self.people}".strip()

    @property
    def people(self) -> str:
        """How the example people fare, where they were tried."""
        tried = self.checked and self.checked.examples
        if not tried:
            return ""
        if not tried.failed:
            return f"{plural(tried.passed, 'example person', 'example people')}: as expected."
        return f"{plural(tried.failed, 'example person', 'example people')} of {tried.passed + tried.failed} not as expected."

    @property
    def preview(self) -> Markup | None:
        """How it will look. Every text in it is escaped where it is written."""
        found = self.checked and self.checked.preview
        return Markup(found) if found else None  # noqa: S704  # see above

    def plain(self) -> Data:
        """All of it for the editor's script."""
        found = asdict(self.checked) if self.checked else {"findings": [], "outline": [], "examples": None, "preview": None}
        return {**found, "checked": self.checked is not None, "summary": self.summary}


def told(text: str, *, people: bool = False, by: Person | None = None) -> Told:
    """What software says of a text, in time or not at all."""
    try:
        return Told(checked(text, people=people, by=by))
    except NotChecked as because:
        return Told(None, because.says)


def others(request: StaffRequest, draft: Draft) -> str:
    """Who else is in the draft, in words; nothing where nobody is."""
    assert request.acting.person is not None
    names = [called(person) for person in here(draft, request.acting.person)]
    if not names:
        return ""
    *first, last = names
    return f"{', '.join(first)} and {last} are in this draft too." if first else f"{last} is in this draft too."


@dataclass(frozen=True, slots=True)
class FactTold:
    """A fact of the service that a condition may name: what kind it is, and how it is said."""

    name: str
    kind: str
    says: str


def facts(service: str) -> list[FactTold]:
    """The facts of a service; none of a service that the library does not know."""
    if service not in shelf().services:
        return []
    found = shelf().library.vocabulary(service).dictionary.facts.values()
    return [FactTold(fact.name, _kind(fact.kind, fact.unit, tuple(fact.values)), fact.says) for fact in found]


def _kind(kind: str, unit: str | None, values: tuple[str, ...]) -> str:
    if kind == "choice":
        return f"one of: {', '.join(values)}"
    return {"boolean": "true or false", "number": f"a number{f' ({unit})' if unit else ''}", "date": "a date"}.get(kind, kind)
