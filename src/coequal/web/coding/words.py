"""What the questions are called to which people wrote something."""

from dataclasses import dataclass

from django.db.models import Count

from coequal.involvement.free_text.gathering import LETTERS, standing
from coequal.involvement.models import Event, Involvement, SurveyVersion
from coequal.involvement.surveys.model import OTHER


@dataclass(frozen=True, slots=True)
class Asked:
    """A question by the key that extracts have, its words, and how many texts there are to it."""

    key: str
    words: str
    count: int


def questions_of(involvement: Involvement) -> list[Asked]:
    """The questions of an involvement to which there are texts, in words."""
    counts = standing(involvement).order_by().values("question").annotate(n=Count("pk")).values_list("question", "n")
    return [Asked(key, words_of(involvement, key), n) for key, n in sorted(counts)]


def words_of(involvement: Involvement, key: str) -> str:
    """The words of one question, as the newest version that asks it has them."""
    if key == LETTERS:
        return "Letters and e-mails"
    reference, _space, name = key.partition(" ")
    for version in SurveyVersion.objects.filter(survey__involvement=involvement, survey__reference=reference).order_by("-number"):
        if question := version.definition.question(name.removesuffix(OTHER)):
            return f"{question.asks.own} (other)" if name.endswith(OTHER) else question.asks.own
    event = Event.objects.filter(involvement=involvement, reference=reference).first()
    asked = next((one for one in event.questions if one["key"] == name), None) if event else None
    return f"{event.title}: {asked['asks']}" if event and asked else name
