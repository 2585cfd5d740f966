"""A scorecard as people type it: a block of fields for each domain, in which each score stands on a line with its meaning."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.forms.boundfield import BoundField

from coequal.accounts.models import Organisation
from coequal.errors import CoequalError
from coequal.programmes.prioritisation.scorecards import Domain
from coequal.web.hearing.forms import ForOrganisation, line, passage
from coequal.web.hearing.typed import slug

MOST: Final = 20  # domains
_SPARE: Final = 2  # empty blocks that are offered
_LINE: Final = re.compile(r"([0-9]{1,4})\s*:\s*(\S.*)")
_SCORES: Final = "One score a line, with what it means, such as: 5: People can do clearly more in daily life."


class ScorecardForm(ForOrganisation):
    """A scorecard: its title, where it comes from, and its domains. A block that is left empty is no domain."""

    title = line(
        "Title", "Give the scorecard a title.", "One that is there already gets a new version; the versions before it stay."
    )
    origin = passage(
        "Where it comes from",
        "",
        "Who agreed on these domains and weights, and when. Everybody can read it.",
        most=4_000,
    )

    def __init__(self, organisations: list[Organisation], start: Sequence[Domain], *given: Any, **options: Any) -> None:
        """Offer as many blocks as somebody asked for, or as there are domains to start from, and some empty ones."""
        super().__init__(organisations, *given, **options)
        self.blocks = min(MOST, self._asked() if self.is_bound else len(start) + _SPARE)
        for number in range(self.blocks):
            self._offer(number, start[number] if number < len(start) else None)

    def _asked(self) -> int:
        """How many blocks were sent, and some more where somebody asked for them."""
        sent = str(self.data.get("blocks", ""))
        there = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 3 else _SPARE
        return max(1, there) + (_SPARE if self.wants_more else 0)

    @property
    def wants_more(self) -> bool:
        """Whether somebody asked for more blocks."""
        return "more" in self.data

    def unread(self) -> None:
        """What was typed stands in the form as it is, and nothing of it is complained of."""
        self.initial, self.is_bound = dict(self.data.items()), False

    def _offer(self, number: int, domain: Domain | None) -> None:
        self.fields[f"title-{number}"] = line("Domain", "", "What is scored, such as: how much it helps each person.", most=100)
        self.fields[f"weight-{number}"] = line("Weight", "", "A number above 0, such as 2.5.", most=10)
        self.fields[f"scores-{number}"] = passage("Scores and what they mean", "", _SCORES, most=10_000)
        if domain:
            self.initial = dict(self.initial) | {
                f"title-{number}": domain.title,
                f"weight-{number}": domain.weight,
                f"scores-{number}": "\n".join(f"{score}: {domain.scores[score]}" for score in sorted(domain.scores)),
            }

    def groups(self) -> Iterator[tuple[int, list[BoundField]]]:
        """The fields of each block, with its number from 1."""
        for number in range(self.blocks):
            yield number + 1, [self[f"{name}-{number}"] for name in ("title", "weight", "scores")]

    def shape(self, field: BoundField) -> Mapping[str, Any]:
        """Weights are short numbers."""
        short = {"macro": {"inputmode": "decimal", "classes": "nhsuk-input--width-4"}}
        return short if field.name.startswith("weight-") else super().shape(field)

    def clean(self) -> None:
        """Each block is a whole domain, or empty; there is one at least."""
        self.domains: list[Domain] = []
        for number in range(self.blocks):
            if any(self.data.get(f"{name}-{number}", "").strip() for name in ("title", "weight", "scores")):
                self._read(number)
        if not self.domains and not self.errors:
            self.add_error("title-0", "Write at least one domain in which topics are scored.")

    def _read(self, number: int) -> None:
        """A block as a domain; what is amiss is said at its field."""
        told = {name: self.cleaned_data.get(f"{name}-{number}", "") for name in ("title", "weight", "scores")}
        if not told["title"]:
            self.add_error(f"title-{number}", "Say what is scored in this domain.")
        if not _is_weight(told["weight"]):
            self.add_error(f"weight-{number}", "Write the weight as a number above 0, up to 1,000, such as 2.5.")
        try:
            scores = _scores(told["scores"])
        except CoequalError as error:
            self.add_error(f"scores-{number}", error.message)
            return
        key = slug(told["title"], [one.key for one in self.domains])
        self.domains.append(Domain(key, told["title"], told["weight"], scores))


def _is_weight(text: str) -> bool:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return False
    return found.is_finite() and 0 < found <= 1000


def _scores(text: str) -> dict[int, str]:
    """Scores with what they mean, one a line. Raises `CoequalError` for a line that is neither, and for fewer than two."""
    found: dict[int, str] = {}
    for typed in filter(None, map(str.strip, text.splitlines())):
        read = _LINE.fullmatch(typed)
        if read is None:
            raise CoequalError(f"“{typed[:60]}” does not begin with a score and a colon. Write it like this: 5: Some benefit.")
        score = int(read[1])
        if score in found:
            raise CoequalError(f"The score {score} stands there twice. Say once what it means.")
        found[score] = read[2]
    if len(found) < 2:
        raise CoequalError("Write at least two scores, each on a line with what it means, so that topics can be told apart.")
    return found
