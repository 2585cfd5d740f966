"""Surveys made by chance, of every kind of question and with words in several languages."""

from dataclasses import replace

from hypothesis import strategies as st

from coequal.involvement.surveys import model
from coequal.involvement.surveys.model import Answer, Only, Page, Question, Survey, Words
from coequal.involvement.surveys.reading import slug

_LINE = st.text(st.sampled_from("abcXYZ 019 ',:#-{}[]&*!|>%@`\"?é’\\~"), min_size=1, max_size=24).map(str.strip).filter(bool)
_LINES = st.lists(
    st.text(st.sampled_from("abc XYZ'\",é."), min_size=1, max_size=12).map(str.strip).filter(bool), min_size=1, max_size=3
)
_PROSE = _LINES.map("\n\n".join)
_TITLE = st.text(st.sampled_from("abcXYZ '019,:é"), min_size=1, max_size=12).map(str.strip).filter(bool)
_NAME = st.from_regex(r"[a-z][a-z0-9]{0,4}(-[a-z0-9]{1,3})?", fullmatch=True)
LANGUAGES = ("cy", "ur")


@st.composite
def words(draw, own=_LINE, others=_LINE):
    named = draw(st.lists(st.sampled_from((*LANGUAGES, model.EASY)), unique=True))
    return Words(draw(own), {name: draw(others) for name in named})


@st.composite
def answers(draw, least, counts=False):
    names = draw(st.lists(st.one_of(_NAME, st.integers(0, 99).map(str)), min_size=least, max_size=4, unique=True))
    flag = st.booleans()
    return tuple(
        Answer(name, draw(words()), draw(flag), draw(flag), draw(st.sampled_from(["", "staff"])) if counts else "")
        for name in names
    )


@st.composite
def only(draw, before):
    known = [one for one in before if one.keys and one.kind != model.MATRIX]
    if not known or draw(st.booleans()):
        return None
    chosen = draw(st.lists(st.sampled_from(known), min_size=1, max_size=2, unique_by=lambda one: one.id))
    return Only({one.id: tuple(draw(st.lists(st.sampled_from(one.keys), min_size=1, unique=True))) for one in chosen})


@st.composite
def question(draw, name, before):
    kind = draw(st.sampled_from(model.KINDS))
    equality = draw(st.booleans())
    made = Question(
        id=name,
        kind=kind,
        asks=draw(words()),
        hint=draw(st.none() | words()),
        answers=draw(answers(2, counts=True)) if kind in (model.ONE, model.SEVERAL, model.MATRIX) else (),
        rows=draw(answers(1)) if kind == model.MATRIX else (),
        required=not equality and draw(st.booleans()),
        equality=equality,
        only=draw(only(before)),
        policy=draw(st.sampled_from(["", "here/fertility@2024-04"])),
        clause=draw(st.sampled_from(["", "4.1"])),
        picture=draw(st.just("") | _LINE),
    )
    if kind == model.SCALE:
        least = draw(st.integers(-3, 3))
        steps = draw(st.integers(1, 10))
        return replace(made, least=least, most=least + steps, low=draw(st.none() | words()), high=draw(st.none() | words()))
    return (
        replace(made, least=draw(st.none() | st.integers(-5, 5)), most=draw(st.none() | st.integers(6, 90)))
        if kind == model.NUMBER
        else made
    )


@st.composite
def surveys(draw):
    """A survey as its file could say it."""
    names = draw(st.lists(_NAME, min_size=1, max_size=5, unique=True))
    titles = draw(st.lists(words(_TITLE), min_size=1, max_size=3, unique_by=lambda one: slug(one.own)))
    before, pages = [], []
    for place, title in enumerate(titles):
        limit = draw(only(before))
        own = []
        for name in names[place :: len(titles)]:
            own.append(draw(question(name, before)))
            before.append(own[-1])
        named = slug(title.own) if draw(st.booleans()) else f"page-{place}-of-it"
        pages.append(Page(named, title, draw(st.none() | words(_PROSE, _PROSE)), tuple(own), limit))
    some = st.sampled_from(["", *names[:1]])
    return Survey(
        id=draw(st.sampled_from(["here/fertility", "views"])),
        title=draw(words()),
        language=draw(st.sampled_from(["en", "pl"])),
        languages=LANGUAGES,
        intro=draw(st.none() | words(_PROSE, _PROSE)),
        pages=tuple(pages),
        service=draw(st.sampled_from(["", "assisted-conception"])),
        area=draw(some),
        capacity=draw(some),
        may_publish=draw(some),
        thanks=draw(st.none() | words()),
    )


def without_lines(survey):
    """The same, but for the lines on which its questions stand."""
    pages = tuple(replace(page, questions=tuple(replace(one, line=0) for one in page.questions)) for page in survey.pages)
    return replace(survey, pages=pages)
