"""How invented staff worked through what people wrote: screened, grouped, and put under themes, a sample of it twice."""

import random
from collections.abc import Set as AbstractSet
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Person
from coequal.accounts.trail import record
from coequal.involvement.coding import frames, samples
from coequal.involvement.coding.coding import to_code
from coequal.involvement.free_text import campaigns, screening
from coequal.involvement.free_text.gathering import LETTERS, gather
from coequal.involvement.free_text.personal_data import NAME
from coequal.involvement.models import BlindCoding, Coding, Extract, Frame
from coequal.involvement.models.coding import ACCEPTED, CHOSEN, UNSEEN
from coequal.involvement.models.extracts import OFFERED
from coequal.web.demonstration.heard.answers import SEED, SURVEYS
from coequal.web.demonstration.heard.reported import Heard, Themes
from coequal.web.demonstration.heard.voices import read, voices

SAMPLE: Final = 60
_NAMES: Final = ("Petra Placeholder",)
_SAMPLED: Final = "assisted-conception"
_MANNERS: Final = {CHOSEN: 62, ACCEPTED: 31, UNSEEN: 7}  # how often of a hundred


def work_through(heard: Heard, analyst: Acting) -> dict[str, Frame]:
    """Everything that people wrote, worked through; the code frames come back by the name of their voices."""
    gather(heard.involvement)
    _screen(heard, analyst)
    _group(heard, analyst)
    chance = random.Random(SEED)  # noqa: S311  # to be drawn again, not to be kept secret
    made = {}
    for asked in SURVEYS:
        frame = made[asked.voices] = _frame(heard, asked.voices, analyst)
        if asked.voices == _SAMPLED:
            _code_twice(heard, frame, analyst, chance)
        _code(heard, frame, analyst, chance)
    return made


def _screen(heard: Heard, analyst: Acting) -> None:
    """What software offered is taken out, and a name that it overlooked; the rest was read, and nothing was found in it."""
    offered = heard.involvement.extracts.filter(redactions__stands=OFFERED).distinct()
    for extract in offered:
        marked = [(name, NAME) for name in _NAMES if name in extract.text]
        screening.screen(analyst, extract, {offer.pk: True for offer in extract.redactions.all()}, marked)
    left = heard.involvement.extracts.filter(screened=False)
    screening.pass_read(analyst, heard.involvement, {pk: screening.mark_of(text) for pk, text in left.values_list("pk", "text")})


def _group(heard: Heard, analyst: Acting) -> None:
    """Texts that are nearly the same: one group is a campaign, in the others people happened to use the same words."""
    campaigns.find(heard.involvement)
    told = read("letters.yaml")["campaign"]
    for found in heard.involvement.campaigns.all():
        is_one = found.extracts.filter(text=told["text"]).exists()
        campaigns.judge(analyst, found, is_one=is_one, name=told["name"] if is_one else "")


def _frame(heard: Heard, name: str, analyst: Acting) -> Frame:
    known = voices(name)
    themes = [frames.Theme(one.key, one.title, one.definition, one.include, one.exclude) for one in known.themes]
    survey = heard.surveys[name].reference
    spoken = [f"{event.reference} {name}" for event in heard.events if any(one["key"] == name for one in event.questions)]
    letters = [LETTERS] if name == "general" else []
    questions = [f"{survey} why", f"{survey} else", *spoken, *letters]
    return frames.begin(analyst, heard.involvement, known.title, questions, chosen=themes, twin=f"{survey} view")


def _themes_of(heard: Heard, extract: Extract) -> Themes:
    """Of what an extract speaks, as whoever invented it knows."""
    if extract.response_id is not None:
        return heard.responses[extract.response_id, extract.question.split()[-1]]
    if extract.note_id is not None:
        return heard.notes[extract.note_id]
    assert extract.submission_id is not None
    return heard.submissions[extract.submission_id, extract.part]


def _code(heard: Heard, frame: Frame, analyst: Acting, chance: random.Random) -> None:
    """Each extract under its themes, and one entry in the trail for all."""
    rows = []
    for extract in to_code(frame):
        manner = chance.choices(list(_MANNERS), list(_MANNERS.values()))[0]
        by = chance.choice((analyst.person, heard.by.person))
        themes = _themes_of(heard, extract)
        rows += [Coding(frame=frame, extract=extract, theme=key, manner=manner, under=1, by=by) for key in themes]
    Coding.objects.bulk_create(rows)
    record(analyst, "put what people wrote under themes", frame, detail={"codings": len(rows)})


def _code_twice(heard: Heard, frame: Frame, analyst: Acting, chance: random.Random) -> None:
    """A sample that two people coded blind, before the rest was coded."""
    first, second = _person(analyst), _person(heard.by)
    sample = samples.draw(analyst, frame, SAMPLE, (first, second), SEED)
    keys = {theme.key for theme in frames.themes(frame)}
    rows = []
    for extract in sample.extracts.order_by("pk"):
        for by, differs in ((first, 0.05), (second, 0.14)):
            seen = _seen(_themes_of(heard, extract), keys, differs, chance)
            rows.append(BlindCoding(sample=sample, extract=extract, by=by, themes=seen))
    BlindCoding.objects.bulk_create(rows)
    sample.closed = timezone.now()
    sample.save(update_fields=["closed"])
    record(analyst, "coded the texts of a blind sample", sample, detail={"texts": SAMPLE})


def _seen(truth: Themes, keys: AbstractSet[str], differs: float, chance: random.Random) -> list[str]:
    """What one of two people sees in a text: now and then another theme than what it was made of."""
    seen = set(truth)
    if chance.random() < differs:
        seen.discard(chance.choice(truth))
        seen.add(chance.choice(sorted(keys - seen)))
    return sorted(seen)


def _person(acting: Acting) -> Person:
    assert acting.person is not None
    return acting.person
