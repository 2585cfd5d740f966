"""Themes counted, and quoted: what a report says of them. Only what a person accepted counts."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from coequal.involvement.coding.coding import standing_codings, to_code
from coequal.involvement.coding.frames import Theme, now, themes
from coequal.involvement.models import Extract, Frame, Response
from coequal.involvement.models.coding import UNSEEN
from coequal.involvement.models.extracts import ACCEPTED
from coequal.involvement.surveys.answers import still_asked
from coequal.involvement.surveys.model import keys_of

SHORTEST, LONGEST = 40, 320  # letters of a quote that reads well


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How much was put under a theme. These are exact counts: whoever shows them hides small ones.

    `unseen` are texts of which nobody has read this theme's coding; `campaign` those that belong to a confirmed campaign.
    """

    theme: Theme
    extracts: int
    respondents: int
    by: dict[str, int] = field(default_factory=dict)
    unseen: int = 0
    campaign: int = 0


def counted(frame: Frame, by: str | None = None, areas: Collection[str] | None = None) -> list[ThemeCount]:
    """Each theme with its counts, in the order of the frame; `by` is a question whose answers group the respondents.

    Whoever answered in several places of one response is one respondent, and so is whoever gave several, where a file says so;
    a note of an event is nobody's in particular.
    """
    today = now(frame)
    extracts = {one.pk: one for one in _within(frame, areas)}
    found: dict[str, dict[int, bool]] = {theme.key: {} for theme in themes(frame)}
    rows = standing_codings(frame).filter(extract__in=to_code(frame)).values_list("extract", "theme", "manner")
    for extract, key, manner in rows:
        if extract in extracts:
            under = found[today[key]]
            under[extract] = under.get(extract, True) and manner == UNSEEN
    return [_count(theme, [extracts[one] for one in found[theme.key]], found[theme.key], by) for theme in themes(frame)]


def _within(frame: Frame, areas: Collection[str] | None) -> Iterable[Extract]:
    among = to_code(frame).select_related("response__version", "submission", "campaign")
    if areas is not None:
        among = among.filter(Q(response__area__in=areas) | Q(submission__area__in=areas) | Q(note__event__area__in=areas))
    return among


def _count(theme: Theme, extracts: list[Extract], unseen: dict[int, bool], by: str | None) -> ThemeCount:
    responses = {one.response_id: one.response for one in extracts if one.response}
    letters = {one.submission_id for one in extracts if one.submission_id}
    people = {pk: one.respondent or pk for pk, one in responses.items()}
    groups = Counter(key for _, key in {(people[pk], key) for pk, one in responses.items() for key in _groups_of(one, by)})
    return ThemeCount(
        theme=theme,
        extracts=len(extracts),
        respondents=len(set(people.values())) + len(letters),
        by=dict(groups),
        unseen=sum(unseen.values()),
        campaign=sum(one.campaign is not None and one.campaign.stands == ACCEPTED for one in extracts),
    )


def _groups_of(response: Response, by: str | None) -> tuple[str, ...]:
    """What was answered to the question that makes the groups, where it is still asked."""
    return tuple(keys_of(still_asked(response.version.definition, response.answers).get(by))) if by else ()


def quotes(frame: Frame, theme: Theme, most: int = 3) -> list[str]:
    """What people wrote under a theme and may be quoted: they agreed to it, and somebody has looked for personal data in it.

    The ones of a length that reads well come first, one of each campaign, and none twice.
    """
    keys = [key for key, today in now(frame).items() if today == theme.key]
    may = Q(response__may_publish=True) | Q(submission__may_publish=True) | Q(note__isnull=False)
    coded = standing_codings(frame).filter(theme__in=keys).exclude(manner=UNSEEN)
    among = to_code(frame).filter(may, screened=True, pk__in=coded.values("extract")).order_by("pk")
    ordered = sorted(among, key=lambda one: not SHORTEST <= len(one.shown) <= LONGEST)
    found: dict[str, str] = {}
    for extract in ordered:
        found.setdefault(f"campaign {extract.campaign_id}" if extract.campaign_id else extract.shown, extract.shown)
    return list(dict.fromkeys(found.values()))[:most]
