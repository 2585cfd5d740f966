"""Code frames: the themes under which people put what was written, in versions that never change."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import CODE
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.models import Frame, FrameVersion, Involvement
from coequal.involvement.models.coding import NO_REASON, OTHER

_TITLE: Final = 200


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: what belongs under it, and what does not. One that went into another one has the key of that."""

    key: str
    title: str
    definition: str = ""
    include: str = ""
    exclude: str = ""
    parent: str = ""
    into: str = ""


ALWAYS: Final = (
    Theme(OTHER, "Other", "Says something that no theme is about."),
    Theme(NO_REASON, "No reason given", "Gives an opinion, and no reason for it."),
)


def every(frame: Frame) -> list[Theme]:
    """Every theme that a frame has or had, by its version that stands."""
    return [Theme(**one) for one in frame.version.themes]


def themes(frame: Frame) -> list[Theme]:
    """The themes under which something can be put now."""
    return [theme for theme in every(frame) if not theme.into]


def now(frame: Frame) -> Mapping[str, str]:
    """For each key that a theme has or had, the key of the theme in which it is now."""
    known = {theme.key: theme for theme in every(frame)}

    def last(key: str) -> str:
        return last(known[key].into) if known[key].into else key

    return {key: last(key) for key in known}


def key_of(title: str, taken: Iterable[str]) -> str:
    """A key made of a title, which no other theme has."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:60] or "theme"
    used = set(taken)
    return next(key for number in range(1, len(used) + 2) if (key := f"{plain}-{number}" if number > 1 else plain) not in used)


def begin(
    acting: Acting, involvement: Involvement, title: str, questions: Sequence[str], *, chosen: Sequence[Theme] = (), twin: str = ""
) -> Frame:
    """A new code frame for the answers to some questions. Raises `CoequalError` where another frame has one of them."""
    with transaction.atomic():
        locked = Involvement.objects.select_for_update().get(pk=involvement.pk)
        require(acting, CODE, locked)
        if not title.strip() or not questions:
            raise CoequalError("Give the code frame a name, and at least one question that it is for.")
        for other in locked.frames.all():
            if common := sorted(set(other.questions) & set(questions)):
                raise CoequalError(f"“{other.title}” is for {', '.join(common)} already. A question has one code frame.")
        made = Frame.objects.create(involvement=locked, title=title.strip(), questions=list(questions), twin=twin)
        _write(acting, made, 1, [*chosen, *ALWAYS], "The first version")
        record(acting, "began a code frame", made, detail={"questions": list(questions), "themes": len(chosen)})
    return made


def change(acting: Acting, frame: Frame, on: int, wanted: Sequence[Theme], why: str) -> FrameVersion:
    """Another version of a frame, instead of version `on`. Raises `CoequalError` where somebody else made one meanwhile."""
    with transaction.atomic():
        locked = Frame.objects.select_for_update().get(pk=frame.pk)
        require(acting, CODE, locked)
        number = locked.version.number
        if number != on:
            raise CoequalError(f"Somebody has made version {number} of the code frame meanwhile. Look at it, then change that.")
        _check(wanted, {theme.key for theme in every(locked)})
        made = _write(acting, locked, number + 1, wanted, why)
        record(acting, "changed a code frame", locked, detail={"version": made.number}, purpose=why)
    return made


def add(acting: Acting, frame: Frame, on: int, theme: Theme) -> FrameVersion:
    """Another version, with one more theme."""
    known = every(frame)
    new = replace(theme, key=key_of(theme.title, [one.key for one in known]))
    return change(acting, frame, on, [*known[: -len(ALWAYS)], new, *known[-len(ALWAYS) :]], f"“{theme.title}” added")


def describe(acting: Acting, frame: Frame, on: int, theme: Theme) -> FrameVersion:
    """Another version, in which a theme has another title, definition or parent."""
    before = _named(frame, theme.key)
    told = "renamed" if before.title != theme.title else "described anew"
    wanted = [replace(theme, into=one.into) if one.key == theme.key else one for one in every(frame)]
    return change(acting, frame, on, wanted, f"“{before.title}” {told}")


def merge(acting: Acting, frame: Frame, on: int, key: str, into: str) -> FrameVersion:
    """Another version, in which what was put under one theme counts under another. Its own children go there too."""
    gone, stays = _named(frame, key), _named(frame, into)
    if key == into or stays.into or key in (OTHER, NO_REASON):
        raise CoequalError("A theme can go into another one that is in use; “Other” and “No reason given” stay.")
    wanted = [
        replace(one, into=into, parent="") if one.key == key else replace(one, parent=into) if one.parent == key else one
        for one in every(frame)
    ]
    wanted = [replace(one, parent="") if one.parent == one.key else one for one in wanted]
    return change(acting, frame, on, wanted, f"“{gone.title}” went into “{stays.title}”")


def split(acting: Acting, frame: Frame, on: int, key: str, titles: Sequence[str]) -> FrameVersion:
    """Another version, in which a theme has new ones below it. What was put under it stays there until somebody moves it."""
    parent, known = _named(frame, key), every(frame)
    if len(titles) < 2:
        raise CoequalError("Name at least two themes, one on each line.")
    new: list[Theme] = []
    for title in titles:
        new.append(Theme(key_of(title, [one.key for one in (*known, *new)]), title, parent=key))
    place = known.index(parent) + 1
    return change(acting, frame, on, [*known[:place], *new, *known[place:]], f"“{parent.title}” split")


def _named(frame: Frame, key: str) -> Theme:
    found = next((theme for theme in every(frame) if theme.key == key), None)
    if found is None:
        raise CoequalError("This code frame has no such theme. Choose one of those that it has.")
    return found


def _check(wanted: Sequence[Theme], before: set[str]) -> None:
    keys = [theme.key for theme in wanted]
    parents = {theme.key: theme.parent for theme in wanted if not theme.into}
    for theme in wanted:
        if not theme.title.strip() or len(theme.title) > _TITLE:
            raise CoequalError(f"Each theme needs a title of at most {_TITLE} letters.")
        if theme.parent and (theme.parent not in parents or parents[theme.parent] or theme.parent == theme.key):
            raise CoequalError(f"“{theme.title}” can stand below a theme that is in use and stands below no other.")
    assert before <= set(keys), "a theme goes into another, and never away"
    assert len(set(keys)) == len(keys), keys


def _write(acting: Acting, frame: Frame, number: int, wanted: Sequence[Theme], why: str) -> FrameVersion:
    made = FrameVersion(frame=frame, number=number, themes=[asdict(one) for one in wanted], by=acting.person, why=why[:300])
    made.save()
    return made
