"""How many were heard and who they were, and what whoever reads the figures has to know: all of it made from what is so."""

from collections.abc import Iterator
from typing import Final

from django.db.models import Sum

from coequal.assurance.disclosure import shown, together
from coequal.documents.model import Block, Listing, Paragraph, Table
from coequal.involvement.coding import agreement
from coequal.involvement.coding.agreement import Agreement
from coequal.involvement.coding.coding import to_code, uncoded
from coequal.involvement.counting.profile import profile
from coequal.involvement.counting.received import LETTER, PETITIONED, RESPONSE, Received
from coequal.involvement.counting.shown import notes, table
from coequal.involvement.counting.words import AT_RANDOM, HIDDEN_WORDS, INTERVALS, ROUNDED_WORDS, SELF_SELECTING, SEVERAL
from coequal.involvement.models import Keyed, Sample
from coequal.involvement.models.responses import ANALYSED, DUPLICATE, LATE, PARTIAL, VOID, WITHDRAWN
from coequal.involvement.reporting.heard import Asked, Heard
from coequal.involvement.reporting.section import Place, Section
from coequal.involvement.surveys import model
from coequal.pages.words import plural

NUMBERS: Final = Place("numbers", "What the numbers mean: who could be in several of them, and who is in none.")
_PROFILE: Final = Place("profile", "Who answered, who did not, and what that means for the findings.")
_NOTES: Final = Place("notes", "What else is to be known of how this was counted and analysed.")
SAID_ONCE: Final = {  # in the notes on analysis
    AT_RANDOM,
    f"{AT_RANDOM} {INTERVALS}",
    SELF_SELECTING,
    SEVERAL,
    f"{HIDDEN_WORDS} {ROUNDED_WORDS}",
}
PROFILE_TITLE: Final = "Who answered"
_LEFT_OUT: Final = (VOID, DUPLICATE, LATE, WITHDRAWN)


def respondents(heard: Heard) -> Iterator[Section]:
    """The sections on numbers, on who answered, and on reporting and analysis."""
    yield Section("Numbers of respondents and participants", 2, None, lambda: _numbers(heard.received), NUMBERS, "received")
    yield Section(PROFILE_TITLE, 2, None, lambda: _profile(heard), _PROFILE, "profile")
    yield Section("Notes on reporting and analysis", 2, None, lambda: [Listing(tuple(_notes(heard)))], _NOTES)


def numbers_table(came: Received) -> Table:
    """How many responses, respondents, participants and signatures there were; none of them is another."""
    known = "not known" if came.respondents is None else f"{came.respondents:,}"
    rows = (
        ("Responses to surveys that came in", f"{came.responses:,}"),
        ("Responses that are in the tables of answers", f"{came.analysed:,}"),
        ("Respondents: different people who answered surveys", known),
        ("Letters, e-mails and other messages", f"{came.letters:,}"),
        ("Events that were held", f"{came.events:,}"),
        ("Participants of events", _participants(came)),
        ("Signatures under petitions", f"{came.signatures:,}"),
    )
    return Table("How many were heard", ("What", "How many"), rows, frozenset({1}))


def _participants(came: Received) -> str:
    if not came.uncounted:
        return f"{came.participants:,}"
    return f"{came.participants:,}, and those of {came.uncounted} more where nobody counted" if came.participants else "not known"


def _numbers(came: Received) -> Iterator[Block]:
    yield numbers_table(came)
    yield Paragraph(
        "A response is a form that was filled in. A respondent is a person who filled in one or more. A participant was at an "
        "event. One person can be all three, so these numbers are not added up."
    )
    if not came.rows:
        yield Paragraph("Nothing has come in.")
        return
    yield came.table("status", "channel")
    yield came.table("kind", "area", what=(RESPONSE, LETTER, PETITIONED))
    yield came.table("service", "channel", what=(RESPONSE, LETTER, PETITIONED))


def _profile(heard: Heard) -> Iterator[Block]:
    """Those who answered, beside the population where its shares were entered; every question about equality in full."""
    beside = profile(heard.involvement)
    yield from (one.table() for one in beside)
    if not beside:
        yield Paragraph("Nobody has entered which shares groups have in the population. So those who answered stand alone here.")
    for survey in heard.surveys:
        definition = survey.version.definition if survey.version else None
        for asked in heard.questions(survey):
            if asked.question.equality or (definition and asked.question.id in {definition.capacity, definition.area}):
                yield from _of_them(heard, asked)


def _of_them(heard: Heard, asked: Asked) -> Iterator[Block]:
    """What people answered to a question about themselves; of what they wrote in own words, how many did."""
    for tally in (one for part in asked.parts for one in heard.tallies(asked.survey, part)):
        if asked.question.kind in model.WRITTEN:
            yield Paragraph(f"{tally.asks} So many people wrote an answer: {shown(tally.base)}.")
        else:
            yield table(tally)
            said = notes(tally) if asked.question.kind == model.NUMBER else []
            yield from (Paragraph(note) for note in said if note not in SAID_ONCE)


def _notes(heard: Heard) -> Iterator[str]:
    """What holds for the figures of this report."""
    yield from dict.fromkeys(f"{AT_RANDOM} {INTERVALS}" if survey.at_random else SELF_SELECTING for survey in heard.surveys)
    yield "Each share is of those who answered the question. How many these are stands with it."
    if any(asked.question.kind == model.SEVERAL for survey in heard.surveys for asked in heard.questions(survey)):
        yield SEVERAL
    yield HIDDEN_WORDS
    yield f"{ROUNDED_WORDS} So shares may not come to exactly 100 %."
    yield "How much came in altogether, by channel and by status, is told exactly."
    yield from _statuses(heard.received)
    for survey in heard.surveys:
        versions = survey.versions.count()
        if versions > 1:
            yield (
                f"The survey “{survey.title}” has {versions} versions. Answers belong to the version that was answered. Where the "
                "answers on offer changed, they are counted apart."
            )
    yield from _typing(heard)
    yield from _coding(heard)
    yield _quoting(heard)


def _statuses(came: Received) -> Iterator[str]:
    partly = came.count(what=RESPONSE, status=PARTIAL)
    if partly:
        yield f"Of the responses in the tables {partly:,} were not finished. What they answered counts."
    left_out = [f"{count:,} {status}" for status in _LEFT_OUT if (count := came.count(what=RESPONSE, status=status))]
    if left_out:
        yield f"Received, and not in the tables of answers: {', '.join(left_out)}."


def _typing(heard: Heard) -> Iterator[str]:
    """How often two people typed a paper form differently, whether that was settled, and how many forms one person typed alone."""
    every = Keyed.objects.filter(response__survey__involvement=heard.involvement, response__status__in=ANALYSED)
    second = every.exclude(compared=None)
    twice = second.values("response").distinct().count()
    once = every.values("response").distinct().count() - twice
    if twice:
        found = second.aggregate(of=Sum("compared"), slips=Sum("slips"))
        open_ = second.filter(settled=None).count()
        settled = f"The differences in {open_:,} of the forms are not settled yet." if open_ else "Each difference was settled."
        yield (
            f"{_forms(twice)} typed in by two people. They differed in {found['slips'] or 0:,} of {found['of'] or 0:,} "
            f"answers. {settled}"
        )
    if once:
        yield f"{_forms(once)} typed in by one person alone, and nobody has checked that."


def _forms(count: int) -> str:
    return f"{plural(count, 'paper form')} {'was' if count == 1 else 'were'}"


def _coding(heard: Heard) -> Iterator[str]:
    """How texts were put under themes, by whom it was checked, and what nobody has read."""
    for frame in heard.frames:
        counts = heard.themes(frame)
        whole, left = to_code(frame).count(), uncoded(frame).count()
        coded, under_none = together([whole - left, left])
        yield (
            f"“{frame.title}”: {coded} of {shown(whole)} texts stand under one or more themes, by version {frame.version.number} "
            f"of the code frame; {under_none} stand under none yet. What said nothing, such as “no comment”, was left out. The "
            "order of themes is no order of weight."
        )
        unseen = shown(sum(one.unseen for one in counts))
        if unseen.count == 0:
            yield f"“{frame.title}”: a person read each text that stands under a theme."
        else:
            yield (
                f"“{frame.title}”: {unseen} times a theme that software suggested was accepted, and nobody read the text. Tables "
                "tell these apart. A person read the other texts that stand under a theme."
            )
        for sample in Sample.objects.filter(frame=frame).exclude(closed=None):
            yield _agreed(sample, agreement.of(sample))


def _agreed(sample: Sample, found: Agreement) -> str:
    """How far two people agreed who coded the same texts blind."""
    alpha = "cannot be worked out" if found.alpha is None else f"is {found.alpha:.2f}{_interval(found.alpha_within)}"
    f1 = "cannot be worked out" if found.f1 is None else f"is {found.f1:.2f}{_interval(found.f1_within)}"
    return (
        f"“{sample.frame.title}”: two people put the same {found.n:,} texts under themes without seeing what the other did. "
        f"Krippendorff’s alpha {alpha}, where 1 is full agreement and 0 is chance. The overlap of their themes, F1, {f1}."
    )


def _interval(within: tuple[float, float] | None) -> str:
    return f" (19 times in 20 between {within[0]:.2f} and {within[1]:.2f})" if within else ""


def _quoting(heard: Heard) -> str:
    if heard.may_quote:
        return (
            "Quotes from surveys and letters are by those who agreed to be quoted. Quotes from events are from the notes that were "
            "taken there: no agreement is recorded for them. Personal data was taken out, and no person is named."
        )
    return "Nobody is quoted, because not every text has been looked at for personal data yet."
