"""What invented people said outside of surveys: at events, in letters, by a campaign and two petitions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from coequal.involvement.models import Event, EventNote, Submission
from coequal.involvement.models.responses import COMPLETE, E_MAIL, LATE, ORGANISATION, PETITION
from coequal.web.demonstration.heard.answers import CLOSED, SEED, WHY
from coequal.web.demonstration.heard.reported import Heard, Themes
from coequal.web.demonstration.heard.voices import Speaker, Teller, read


def spoken(heard: Heard) -> None:
    """The events, with a note of each table about each question."""
    words, teller = read("events.yaml"), Teller(SEED)
    for one in words["events"]:
        event = Event.objects.create(
            involvement=heard.involvement,
            title=one["title"],
            kind=one["kind"],
            held=one["held"],
            at=one["at"],
            place=one["place"],
            area=one["area"],
            questions=[{"key": key, "asks": words["questions"][key], "service": _service(key)} for key in one["about"]],
            participants=one["participants"],
            of_them_staff=one["staff"],
            stands="held",
        )
        heard.events.append(event)
        for table in range(1, one["tables"] + 1):
            for key in one["about"]:
                _note(heard, event, table, key, teller)


def _note(heard: Heard, event: Event, table: int, key: str, teller: Teller) -> None:
    view = teller.chance.choices(("agree", "neither", "disagree"), (5, 2, 3))[0]
    said = teller.why(key, Speaker("public", view, event.area))
    round_ = teller.chance.choice(read("events.yaml")["round"])
    text = f"{said.text} {round_}".strip()
    note = EventNote.objects.create(event=event, table=f"Table {table}", question=key, text=text, by=heard.by.person)
    heard.notes[note.pk] = said.themes


def _service(key: str) -> str:
    return "" if key == "general" else key


def written(heard: Heard) -> None:
    """Letters by organisations and people, two petitions, and a campaign to whose text some have added their own."""
    words = read("letters.yaml")
    for one in words["organisations"]:
        text = "\n\n".join(paragraph for _themes, paragraph in one["paragraphs"])
        name = {"organisation_name": one["name"], "kind": ORGANISATION, "answer": one["answer"]}
        themes = [tuple(sorted(keys)) for keys, _paragraph in one["paragraphs"]]
        _letter(heard, one, themes, text=text, may_publish=one["publish"], **name)
    for one in words["people"]:
        _letter(heard, one, [tuple(sorted(one["themes"]))], text=one["text"])
    for one in words["petitions"]:
        _letter(heard, {**one, "channel": PETITION}, [("level-up",)], text=one["text"], signatures=one["signatures"])
    for one, text in zip(_copies(words["campaign"]), _personal(words["campaign"]), strict=True):
        _letter(heard, one, [tuple(words["campaign"]["themes"])], text=text)


def _letter(heard: Heard, one: Mapping[str, Any], themes: Sequence[Themes], **values: Any) -> None:
    channel, received = one["channel"], one["received"]
    status = COMPLETE if received <= CLOSED else LATE
    made = Submission.objects.create(
        involvement=heard.involvement,
        channel=channel,
        status=status,
        about=one["about"],
        area=one["area"],
        received=received,
        why=WHY.get(status, ""),
        entered_by=heard.by.person,
        **values,
    )
    heard.submissions |= {(made.pk, part): keys for part, keys in enumerate(themes)}


def _copies(campaign: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """When each copy came, and from where; the last two came too late."""
    for number in range(campaign["copies"]):
        received = date(2026, 2, 14) + timedelta(days=number // 2)
        yield {"channel": E_MAIL, "about": campaign["about"], "area": ("south", "north", "south")[number % 3], "received": received}


def _personal(campaign: Mapping[str, Any]) -> Iterator[str]:
    """The text that they share; every other sender has added a few words."""
    teller = Teller(SEED)
    for number in range(campaign["copies"]):
        added = teller.why("hearing-aids-adults", Speaker("patient", "agree", "south")).text if number % 2 else ""
        yield f"{campaign['text']} {added}".strip()
