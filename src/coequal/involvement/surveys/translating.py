"""Every place of a survey that has words, with what stands there in a language, and what is still lacking."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from coequal.involvement.surveys.changing import with_about, with_page, with_question
from coequal.involvement.surveys.model import Answer, Page, Question, Survey, Words
from coequal.involvement.surveys.reading import read_survey


@dataclass(frozen=True, slots=True)
class Said:
    """One place with words: its name, what it is, the words of the survey's own language, and those of another or none."""

    name: str
    what: str
    own: str
    other: str
    line: int = 0


def places(survey: Survey, language: str) -> Iterator[Said]:
    """Every place in the order of the file."""
    yield from _one("title", "The title", survey.title, language, 1)
    yield from _one("intro", "The introduction", survey.intro, language, 1)
    yield from _one("thanks", "The thanks at the end", survey.thanks, language, 1)
    for page in survey.pages:
        yield from _one(f"page {page.id}", f"The page “{page.title.own}”", page.title, language, 1)
        yield from _one(f"prose {page.id}", f"The text on the page “{page.title.own}”", page.prose, language, 1)
        for question in page.questions:
            yield from _of_question(question, language)


def lacking(survey: Survey, language: str) -> list[Said]:
    """The places that have no words in a language."""
    return [one for one in places(survey, language) if not one.other]


def with_words(text: str, said: Mapping[str, str], language: str) -> str:
    """The text with words in a language, each under the name of its place; an empty one is taken out."""
    old = read_survey(text)
    new = _said_in(old, said, language)
    changed = with_about(text, new)
    for before, page in zip(old.pages, new.pages, strict=True):
        if page != before:
            changed = with_page(changed, page, page.id)
        for question in page.questions:
            if question not in before.questions:
                changed = with_question(changed, question, page.id)
    return changed


def _of_question(question: Question, language: str) -> Iterator[Said]:
    name, line = question.id, question.line
    yield from _one(f"asks {name}", "The question", question.asks, language, line)
    yield from _one(f"hint {name}", "The hint below it", question.hint, language, line)
    for kind, what, answers in (("answer", "An answer", question.answers), ("row", "A row", question.rows)):
        for one in answers:
            yield from _one(f"{kind} {name} {one.key}", what, one.says, language, line)
    yield from _one(f"low {name}", "The least of the scale", question.low, language, line)
    yield from _one(f"high {name}", "The most of the scale", question.high, language, line)


def _one(name: str, what: str, words: Words | None, language: str, line: int) -> Iterator[Said]:
    if words:
        yield Said(name, what, words.own, words.others.get(language, ""), line)


def _said_in(survey: Survey, said: Mapping[str, str], language: str) -> Survey:
    """A survey with words in a language; of a place that is not named they stay."""

    def new(name: str, words: Words) -> Words:
        if name not in said:
            return words
        others = {key: text for key, text in words.others.items() if key != language}
        return Words(words.own, {**others, language: said[name]} if said[name] else others)

    def maybe(name: str, words: Words | None) -> Words | None:
        return new(name, words) if words else None

    def group(kind: str, name: str, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
        return tuple(replace(one, says=new(f"{kind} {name} {one.key}", one.says)) for one in answers)

    def question(one: Question) -> Question:
        return replace(
            one,
            asks=new(f"asks {one.id}", one.asks),
            hint=maybe(f"hint {one.id}", one.hint),
            answers=group("answer", one.id, one.answers),
            rows=group("row", one.id, one.rows),
            low=maybe(f"low {one.id}", one.low),
            high=maybe(f"high {one.id}", one.high),
        )

    def page(one: Page) -> Page:
        title, prose = new(f"page {one.id}", one.title), maybe(f"prose {one.id}", one.prose)
        return replace(one, title=title, prose=prose, questions=tuple(map(question, one.questions)))

    pages = tuple(map(page, survey.pages))
    title, intro, thanks = new("title", survey.title), maybe("intro", survey.intro), maybe("thanks", survey.thanks)
    return replace(survey, title=title, intro=intro, thanks=thanks, pages=pages)
