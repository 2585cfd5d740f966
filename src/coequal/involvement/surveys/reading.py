"""Reading a survey's file: Markdown, of which the headings are pages and the blocks are questions."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.facts.fields import Fields, entries, scalar
from coequal.facts.strict_yaml import Node, Scalar, read
from coequal.involvement.surveys import model
from coequal.involvement.surveys.model import Answer, Only, Page, Question, Survey, Words
from coequal.policies.markdown import Block, Heading, LiterateFile, Part, Prose, take_apart

_WORDS: Final = ("asks", "hint", "low", "high")
_QUESTION: Final = (
    *("id", "kind", "answers", "rows", "from", "to", "required", "equality", "only if", "policy", "clause", "picture"),
    *(*_WORDS, model.EASY),
)
_ANSWER: Final = ("says", "in words", "alone", "counts as")
_SURVEY: Final = ("survey", "title", "language", "languages", "service", "area", "capacity", "may publish", "thanks", model.EASY)
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST: Final = 60  # letters of a name, which is kept with what was answered
_ALLOWED: Final = f"small letters, digits and hyphens, {_LONGEST} at most"
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_DEFAULT_RANGE: Final = {model.SCALE: (1, 5), model.NUMBER: (None, None)}


def read_survey(text: str, file: str = "survey.md") -> Survey:
    """The survey that a text says. Raises `CoequalError`, with the line, where it says none."""
    parts = take_apart(text, file, ("page", "question", "translation"), "A survey")
    survey = _Reader(parts).survey()
    _check_names(survey, file)
    return survey


@lru_cache(maxsize=64)
def read_kept(digest: str, text: str) -> Survey:  # noqa: ARG001  # texts are long, and a digest tells them apart soonest
    """The survey of a text that was checked when it was kept; it is read once."""
    return read_survey(text)


class _Reader:
    def __init__(self, parts: LiterateFile) -> None:
        self.parts, self.file = parts, parts.file
        self.languages: tuple[str, ...] = ()

    def survey(self) -> Survey:
        front = read(self.parts.front_matter, self.file, first_line=2)
        self.languages = _languages(front)
        fields = Fields(front, "The front matter of a survey", (*_SURVEY, *self.languages))
        pages = self.pages()
        return Survey(
            id=_name(fields, "survey", slashes=True),
            title=self.words(fields, "title"),
            language=fields.text_or_none("language") or "en",
            languages=self.languages,
            intro=self.prose(self.before_pages()),
            pages=pages,
            service=fields.text_or_none("service") or "",
            area=fields.text_or_none("area") or "",
            capacity=fields.text_or_none("capacity") or "",
            may_publish=fields.text_or_none("may publish") or "",
            thanks=self.words(fields, "thanks") if "thanks" in fields else None,
        )

    def before_pages(self) -> list[Part]:
        first = next((place for place, part in enumerate(self.parts.parts) if isinstance(part, Heading)), 0)
        return list(self.parts.parts[:first])

    def pages(self) -> tuple[Page, ...]:
        starts = [place for place, part in enumerate(self.parts.parts) if isinstance(part, Heading)]
        if not starts:
            raise CoequalError(
                "A survey needs a page: a line such as “## About you”, with questions below it.", Place(self.file, 1)
            )
        ends = [*starts[1:], len(self.parts.parts)]
        pages = tuple(self.page(self.parts.parts[start:end]) for start, end in zip(starts, ends, strict=True))
        _no_twins([(page.id, Place(self.file, 1)) for page in pages], "page")
        return pages

    def page(self, parts: Sequence[Part]) -> Page:
        heading = parts[0]
        assert isinstance(heading, Heading)
        blocks = [part for part in parts if isinstance(part, Block)]
        of_page = [block for block in blocks if block.kind == "page"]
        if len(of_page) > 1:
            raise CoequalError("A page has one block of kind “page” at most.", Place(self.file, of_page[1].line))
        words, only, name = {}, None, slug(heading.text)
        if of_page:
            node = read(of_page[0].text, self.file, first_line=of_page[0].line)
            fields = Fields(node, "A page", ("id", "only if", model.EASY, *self.languages))
            name, only = _name(fields, "id") if "id" in fields else name, _only(fields)
            words = self.in_others(fields, ("title",), "title")
        return Page(
            id=name,
            title=Words(heading.text, words),
            prose=self.prose(parts),
            questions=tuple(self.question(block) for block in blocks if block.kind == "question"),
            only=only,
        )

    def prose(self, parts: Sequence[Part]) -> Words | None:
        """The prose among some parts, with its translations, each in a block of kind `translation`."""
        own = "\n\n".join(part.text for part in parts if isinstance(part, Prose))
        others = {}
        for block in parts:
            if isinstance(block, Block) and block.kind == "translation":
                allowed = (*self.languages, model.EASY)
                fields = Fields(read(block.text, self.file, first_line=block.line), "A translation", allowed)
                others.update({key: fields.text(key) for key in allowed if key in fields})
        return Words(own, others) if own else None

    def question(self, block: Block) -> Question:
        fields = Fields(read(block.text, self.file, first_line=block.line), "A question", (*_QUESTION, *self.languages))
        kind = fields.choice("kind", model.KINDS)
        least, most = _limits(fields, kind)
        made = Question(
            id=_name(fields, "id"),
            kind=kind,
            asks=self.words(fields, "asks"),
            hint=self.words(fields, "hint") if "hint" in fields else None,
            answers=self.answers(fields, "answers"),
            rows=self.answers(fields, "rows"),
            least=least,
            most=most,
            low=self.words(fields, "low") if "low" in fields else None,
            high=self.words(fields, "high") if "high" in fields else None,
            required=fields.flag("required"),
            equality=fields.flag("equality"),
            only=_only(fields),
            policy=fields.text_or_none("policy") or "",
            clause=fields.text_or_none("clause") or "",
            picture=fields.text_or_none("picture") or "",
            line=block.line,
        )
        _check_question(made, fields)
        return made

    def words(self, fields: Fields, key: str) -> Words:
        return Words(fields.text(key), self.in_others(fields, (*_WORDS, "answers", "rows", "title", "thanks"), key))

    def in_others(self, fields: Fields, allowed: Sequence[str], key: str) -> dict[str, str]:
        """What stands under a key in the other languages, and in easy read."""
        others = {}
        for language in (*self.languages, model.EASY):
            if language in fields:
                said = Fields(fields.node(language), f"The words in {language}", allowed)
                if key in said:
                    others[language] = said.text(key)
        return others

    def answers(self, fields: Fields, key: str) -> tuple[Answer, ...]:
        found = []
        for name, node in fields.table(key).items():
            if len(name) > _LONGEST or (not _NAME.fullmatch(name) and not name.isdigit()):
                raise CoequalError(f"“{name}” cannot be the key of an answer: use {_ALLOWED}.", node.place)
            others = self.answer_in_others(fields, key, name)
            if isinstance(node, Scalar):
                found.append(Answer(name, Words(scalar(node, f'"{name}"').text, others)))
            else:
                said = Fields(node, f"The answer “{name}”", _ANSWER)
                words = Words(said.text("says"), others)
                found.append(Answer(name, words, said.flag("in words"), said.flag("alone"), said.text_or_none("counts as") or ""))
        return tuple(found)

    def answer_in_others(self, fields: Fields, key: str, name: str) -> dict[str, str]:
        others = {}
        for language in (*self.languages, model.EASY):
            if language in fields:
                said = Fields(fields.node(language), f"The words in {language}", (*_WORDS, "answers", "rows")).table(key)
                if name in said:
                    others[language] = scalar(said[name], f'"{name}"').text
        return others


def _languages(front: Node) -> tuple[str, ...]:
    """The languages that a survey is translated into, read before the rest, because they are keys of their own."""
    node = entries(front, "The front matter of a survey").get("languages")
    if node is None:
        return ()
    found = tuple(scalar(item, "each language").text for item in getattr(node, "items", ()))
    for language in found:
        if not _LANGUAGE.fullmatch(language):
            raise CoequalError(f"“{language}” is not the code of a language, such as cy for Welsh or ur for Urdu.", node.place)
    return found


def _limits(fields: Fields, kind: str) -> tuple[int | None, int | None]:
    if kind not in _DEFAULT_RANGE:
        return None, None
    least, most = _DEFAULT_RANGE[kind]
    return _whole(fields, "from", least), _whole(fields, "to", most)


def _whole(fields: Fields, key: str, default: int | None) -> int | None:
    if key not in fields:
        return default
    found = fields.text(key)
    if not re.fullmatch(r"-?\d{1,6}", found):
        raise CoequalError(f'"{key}" must be a whole number, not “{found}”.', fields.node(key).place)
    return int(found)


def _only(fields: Fields) -> Only | None:
    """When something is asked: `only if: {capacity: [patient, carer]}`."""
    if "only if" not in fields:
        return None
    answers = {}
    for question, node in fields.table("only if").items():
        items = [node] if isinstance(node, Scalar) else list(getattr(node, "items", ()))
        answers[question] = tuple(scalar(item, f'"{question}"').text for item in items)
    return Only(answers)


def _check_question(question: Question, fields: Fields) -> None:
    needs_answers = question.kind in (model.ONE, model.SEVERAL, model.MATRIX)
    if needs_answers and len(question.answers) < 2:
        raise CoequalError(f"The question “{question.id}” needs “answers”: two at least.", fields.place)
    if question.kind == model.MATRIX and not question.rows:
        raise CoequalError(f"The question “{question.id}” needs “rows”.", fields.place)
    if question.kind == model.SCALE and not 1 <= (question.most or 0) - (question.least or 0) <= 10:
        raise CoequalError(f"The scale of “{question.id}” must have from 2 to 11 steps.", fields.place)
    if question.equality and question.required:
        raise CoequalError(
            f"“{question.id}” is of equality monitoring, which is always optional. Take “required” out.", fields.place
        )


def _check_names(survey: Survey, file: str) -> None:
    """Every name leads to a question, and what is asked hangs on questions before it alone."""
    places = {question.id: Place(file, question.line) for question in survey.questions}
    _no_twins([(question.id, places[question.id]) for question in survey.questions], "question")
    for what, name in (("area", survey.area), ("capacity", survey.capacity), ("may publish", survey.may_publish)):
        if name and name not in places:
            raise CoequalError(f"“{what}: {name}” names no question of this survey.", Place(file, 1))
    before: dict[str, Question] = {}
    for page in survey.pages:
        if page.only:
            _check_only(page.only, before, f"The page “{page.title.own}”", Place(file, 1))
        for question in page.questions:
            if question.only:
                _check_only(question.only, before, f"The question “{question.id}”", places[question.id])
            before[question.id] = question


def _check_only(only: Only, before: Mapping[str, Question], what: str, place: Place) -> None:
    for name, wanted in only.answers.items():
        if name not in before:
            raise CoequalError(f"{what} hangs on “{name}”, which is no question that is asked before it.", place)
        if before[name].kind == model.MATRIX:
            raise CoequalError(f"{what} hangs on “{name}”, which has an answer for each row. Choose another one.", place)
        known = before[name].keys
        for key in wanted:
            if key not in known:
                raise CoequalError(f"{what} hangs on the answer “{key}” of “{name}”, which has: {', '.join(known)}.", place)


def _no_twins(names: Sequence[tuple[str, Place]], what: str) -> None:
    seen = set()
    for name, place in names:
        if name in seen:
            raise CoequalError(f"There are two of the name “{name}”. Give this {what} another id.", place)
        seen.add(name)


def _name(fields: Fields, key: str, *, slashes: bool = False) -> str:
    found = fields.text(key)
    if not all(_NAME.fullmatch(part) and len(part) <= _LONGEST for part in (found.split("/") if slashes else [found])):
        raise CoequalError(f'"{key}" must be {_ALLOWED}, not “{found}”.', fields.node(key).place)
    return found


def slug(text: str) -> str:
    """A name made of a heading."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:_LONGEST].strip("-") or "page"
