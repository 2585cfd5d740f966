"""Themes counted, and quoted: what a report says of them. Only what a person accepted counts."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from coequal.involvement.coding.coding import standing_codings, to_code
from coequal.involvement.coding.frames import Theme, now, themes
from coequal.involvement.models import Extract, Frame, Response, Submission
from coequal.involvement.models.coding import UNSEEN
from coequal.involvement.models.extracts import ACCEPTED
from coequal.involvement.models.responses import ORGANISATION
from coequal.involvement.surveys.answers import still_asked
from coequal.involvement.surveys.model import keys_of

SHORTEST, LONGEST = 40, 320  # letters of a quote that reads well
Voice = tuple[str, str]  # of what kind, and which one


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How much was put under a theme. These are exact counts: whoever shows them hides small ones.

    `extracts` are texts, of which what one organisation wrote is one, however long it is. `respondents` are people, and
    `organisations` are counted apart from them. `unseen` are texts of which nobody has read this theme's coding; `campaign`
    those that belong to a confirmed campaign.
    """

    theme: Theme
    extracts: int
    respondents: int
    organisations: int
    by: dict[str, int] = field(default_factory=dict)
    unseen: int = 0
    campaign: int = 0

    @property
    def of_people(self) -> int:
        """The texts that no organisation wrote: by people, and the notes of events."""
        return self.extracts - self.organisations


def counted(frame: Frame, by: str | None = None, areas: Collection[str] | None = None) -> list[ThemeCount]:
    """Each theme with its counts, in the order of the frame; `by` is a question whose answers group those who gave responses.

    The question is of every survey that asks it, or of one, as in `S-7F3K-2QX9 services`. Whoever answered in several places of
    one response is one respondent, and so is whoever gave several, where a file says so; a note of an event is nobody's in
    particular. An organisation is counted once under a theme, whatever it sent.
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
    among = to_code(frame).select_related("response__version", "response__survey", "submission", "campaign")
    if areas is not None:
        among = among.filter(Q(response__area__in=areas) | Q(submission__area__in=areas) | Q(note__event__area__in=areas))
    return among


def _count(theme: Theme, extracts: list[Extract], unseen: dict[int, bool], by: str | None) -> ThemeCount:
    texts: dict[Voice, list[Extract]] = {}
    for one in extracts:
        texts.setdefault(_organisation(one) or ("text", str(one.pk)), []).append(one)
    responses = {one.response_id: one.response for one in extracts if one.response}
    answered = {(_respondent(one), key) for one in responses.values() for key in _groups_of(one, by)}
    return ThemeCount(
        theme=theme,
        extracts=len(texts),
        respondents=len(
            {_respondent(sent) for one in extracts if not _organisation(one) and (sent := one.response or one.submission)}
        ),
        organisations=len({voice for one in extracts if (voice := _organisation(one))}),
        by=dict(Counter(key for _who, key in answered)),
        unseen=sum(all(unseen[one.pk] for one in pieces) for pieces in texts.values()),
        campaign=sum(any(one.campaign and one.campaign.stands == ACCEPTED for one in pieces) for pieces in texts.values()),
    )


def _respondent(sent: Response | Submission) -> Voice:
    """Who sent something, as far as that is known."""
    who = sent.respondent if isinstance(sent, Response) else ""
    return ("respondent", who) if who else (type(sent).__name__, str(sent.pk))


def _organisation(extract: Extract) -> Voice | None:
    """The organisation that wrote something, by its name where it is known; None where no organisation did."""
    sent = extract.response or extract.submission
    if sent is None or sent.kind != ORGANISATION:
        return None
    name = " ".join(sent.organisation_name.casefold().split()) if isinstance(sent, Submission) else ""
    return ("organisation", name) if name else _respondent(sent)


def _groups_of(response: Response, by: str | None) -> tuple[str, ...]:
    """What was answered to the question that makes the groups, where it is still asked and of the survey that is meant."""
    survey, _space, name = (by or "").rpartition(" ")
    if not name or survey not in ("", response.survey.reference):
        return ()
    return tuple(keys_of(still_asked(response.version.definition, response.answers).get(name)))


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
