"""A survey's text with one thing in it changed; whatever else stands in the file stays as somebody wrote it.

Every change gives a text that reads as a survey, or raises `CoequalError` with the reason why it cannot be made.
"""

from dataclasses import dataclass, replace
from typing import Final

from coequal.errors import CoequalError
from coequal.involvement.surveys.model import Page, Question, Survey
from coequal.involvement.surveys.reading import read_survey
from coequal.involvement.surveys.writing import front_matter, page_block, question_block, translation
from coequal.policies.markdown import Block, Heading, LiterateFile, Part, Prose, put_together, take_apart

UP: Final = -1
DOWN: Final = 1
_BLOCKS: Final = ("page", "question", "translation")


@dataclass(slots=True)
class _Sections:
    """The parts of a file, page by page; what stands before the first page comes first."""

    file: LiterateFile
    survey: Survey
    before: list[Part]
    pages: list[list[Part]]

    def page(self, name: str) -> int:
        found = [place for place, page in enumerate(self.survey.pages) if page.id == name]
        if not found:
            raise CoequalError(f"There is no page “{name}” in this survey any more. Look at it as it stands now.")
        return found[0]

    def question(self, name: str) -> tuple[int, int]:
        """The page of a question, and its place among the parts of the page."""
        for place, page in enumerate(self.survey.pages):
            blocks = [at for at, part in enumerate(self.pages[place]) if _is(part, "question")]
            for at, question in zip(blocks, page.questions, strict=True):
                if question.id == name:
                    return place, at
        raise CoequalError(f"There is no question “{name}” in this survey any more. Look at it as it stands now.")

    def text(self, front: str | None = None) -> str:
        parts = (*self.before, *(part for page in self.pages for part in page))
        made = put_together(replace(self.file, parts=parts, front_matter=self.file.front_matter if front is None else front))
        read_survey(made)
        return made


def _taken(text: str) -> _Sections:
    file = take_apart(text, "survey.md", _BLOCKS, "A survey")
    survey = read_survey(text)
    starts = [place for place, part in enumerate(file.parts) if isinstance(part, Heading)]
    ends = [*starts[1:], len(file.parts)]
    pages = [list(file.parts[start:end]) for start, end in zip(starts, ends, strict=True)]
    return _Sections(file, survey, list(file.parts[: starts[0]]), pages)


def _is(part: Part, kind: str) -> bool:
    return isinstance(part, Block) and part.kind == kind


def with_question(text: str, question: Question, page: str) -> str:
    """The text with a question in place of the one of the same name, or else at the end of a page."""
    there = _taken(text)
    if there.survey.question(question.id):
        place, at = there.question(question.id)
        there.pages[place][at] = question_block(question)
    else:
        there.pages[there.page(page)].append(question_block(question))
    return there.text()


def with_page(text: str, page: Page, old: str = "") -> str:
    """The text with a page's title, block and prose in place of those of the page `old`, or else with a page more at the end."""
    there = _taken(text)
    if not old:
        there.pages.append([Heading(2, page.title.own, 0), *page_block(page), *_prose(page)])
        return there.text()
    place = there.page(old)
    before, parts = there.survey.pages[place], there.pages[place]
    kept = [part for part in parts[1:] if not _is(part, "page")]
    if page.prose != before.prose:
        kept = [*_prose(page), *(part for part in kept if _is(part, "question"))]
    there.pages[place] = [Heading(2, page.title.own, 0), *page_block(page), *kept]
    return there.text()


def with_about(text: str, survey: Survey) -> str:
    """The text with the front matter and the introduction of a survey; its pages stay."""
    there = _taken(text)
    if survey.intro != there.survey.intro:
        there.before = [Prose(survey.intro.own, 0), *translation(survey.intro)] if survey.intro else []
    return there.text(front_matter(survey))


def moved(text: str, name: str, by: int) -> str:
    """The text with a question one place up or down; at the end of its page it goes to the next one."""
    there = _taken(text)
    place, at = there.question(name)
    parts = there.pages[place]
    blocks = [where for where, part in enumerate(parts) if _is(part, "question")]
    near = blocks.index(at) + by
    if 0 <= near < len(blocks):
        parts[at], parts[blocks[near]] = parts[blocks[near]], parts[at]
    elif 0 <= place + by < len(there.pages):
        block, other = parts.pop(at), there.pages[place + by]
        first = next((where for where, part in enumerate(other) if _is(part, "question")), len(other))
        other.insert(len(other) if by == UP else first, block)
    return there.text()


def page_moved(text: str, name: str, by: int) -> str:
    """The text with a page one place up or down."""
    there = _taken(text)
    place = there.page(name)
    if 0 <= place + by < len(there.pages):
        there.pages[place], there.pages[place + by] = there.pages[place + by], there.pages[place]
    return there.text()


def without_question(text: str, name: str) -> str:
    """The text without a question."""
    there = _taken(text)
    place, at = there.question(name)
    del there.pages[place][at]
    return there.text()


def without_page(text: str, name: str) -> str:
    """The text without a page and all that stands on it."""
    there = _taken(text)
    del there.pages[there.page(name)]
    return there.text()


def _prose(page: Page) -> list[Part]:
    return [Prose(page.prose.own, 0), *translation(page.prose)] if page.prose else []
