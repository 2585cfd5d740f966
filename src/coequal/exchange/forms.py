"""The forms in which a policy leaves for others: one table, of which the command line, the site and the manual speak."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from coequal.documents.media import MEDIA_TYPES
from coequal.documents.model import Document
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.exchange.easy.document import easy_read
from coequal.exchange.policy import policy_document
from coequal.policies.library import Library
from coequal.policies.markdown import put_together
from coequal.policies.model import Policy
from coequal.populations.sql.kinds import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The table of people that SQL is about: its name, the column that says who is who, and a mapping file of its columns."""

    table: str = "people"
    key: str = "id"
    columns: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A policy that is to be written, as it stands on a day; a document may be wanted in easy words, SQL about a table."""

    policy: Policy
    library: Library
    on: date
    easy: bool = False
    people: People = People()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: how its files end, their media type, what it is in a few words, and what writes it.

    `extra` names what has to be installed for it, `easy` says that it can be had in easy words, `for_software` that
    people do not read it. What writes a form is
    imported only where it is used; where a policy has something that the form cannot hold, it raises `CoequalError`.
    """

    ending: str
    media: str
    says: str
    write: Callable[[Asked], bytes]
    extra: str | None = None
    easy: bool = False
    for_software: bool = False


def _document(asked: Asked) -> Document:
    return (easy_read if asked.easy else policy_document)(asked.policy, asked.library, asked.on)


def _word(asked: Asked) -> bytes:
    from coequal.documents.word import word  # noqa: PLC0415  # see Form

    return word(_document(asked))


def _pdf(asked: Asked) -> bytes:
    from coequal.documents.pdf import pdf  # noqa: PLC0415  # see Form

    return pdf(_document(asked))


def _html(asked: Asked) -> bytes:
    from coequal.documents.html import html  # noqa: PLC0415  # see Form

    return html(_document(asked)).encode()


def _markdown(asked: Asked) -> bytes:
    return put_together(asked.policy.file).encode()


def _questionnaire(asked: Asked) -> bytes:
    from coequal.exchange.fhir.questionnaire import questionnaire  # noqa: PLC0415  # see Form
    from coequal.exchange.fhir.written import written  # noqa: PLC0415  # see Form

    return f"{written(questionnaire(Rules(asked.policy)), 2)}\n".encode()


def _knowledge(asked: Asked) -> bytes:
    from coequal.exchange.fhir.knowledge import knowledge  # noqa: PLC0415  # see Form
    from coequal.exchange.fhir.written import written  # noqa: PLC0415  # see Form

    attachments, lacking = dict[str, bytes](), ""
    try:
        attachments[FORMS["dmn"].media] = FORMS["dmn"].write(asked)
    except CoequalError as error:  # FHIRPath may say what DMN cannot
        lacking = f"There is no model in DMN with it. {error.message}"
    return f"{written(knowledge(Rules(asked.policy), attachments, lacking), 2)}\n".encode()


def _dmn(version: str) -> Callable[[Asked], bytes]:
    def write(asked: Asked) -> bytes:
        from coequal.exchange.dmn.model import dmn  # noqa: PLC0415  # see Form

        return dmn(asked.policy, version)

    return write


def _sql(dialect: str) -> Callable[[Asked], bytes]:
    def write(asked: Asked) -> bytes:
        from coequal.exchange.sql.query import sql  # noqa: PLC0415  # see Form

        people = asked.people
        return sql(asked.policy, dialect, people.table, people.columns, "view", key=people.key).encode()

    return write


FORMS: Final[dict[str, Form]] = {
    "docx": Form(
        ending="docx",
        media=MEDIA_TYPES["docx"],
        says="a Word file, for a board",
        write=_word,
        extra="reports",
        easy=True,
    ),
    "pdf": Form(ending="pdf", media=MEDIA_TYPES["pdf"], says="a tagged PDF", write=_pdf, extra="reports", easy=True),
    "html": Form(ending="html", media=MEDIA_TYPES["html"], says="one web page", write=_html, easy=True),
    "md": Form(ending="md", media=MEDIA_TYPES["md"], says="the policy's own file", write=_markdown),
    "fhir": Form(
        ending="fhir.json",
        media=MEDIA_TYPES["fhir.json"],
        says="a FHIR Questionnaire",
        write=_questionnaire,
        for_software=True,
    ),
    "fhir-bundle": Form(
        ending="bundle.fhir.json",
        media=MEDIA_TYPES["fhir.json"],
        says="a FHIR bundle: a PlanDefinition with its rules in FHIRPath, a Library, ValueSets and the Questionnaire",
        write=_knowledge,
        for_software=True,
    ),
    "dmn": Form(
        ending="dmn",
        media=MEDIA_TYPES["dmn"],
        says="decisions in DMN 1.5",
        write=_dmn("1.5"),
        for_software=True,
    ),
    "dmn-1.3": Form(
        ending="1.3.dmn",
        media=MEDIA_TYPES["dmn"],
        says="decisions in DMN 1.3, for software that does not read 1.5",
        write=_dmn("1.3"),
        for_software=True,
    ),
    **{
        f"sql-{dialect}": Form(
            ending=f"{dialect}.sql",
            media=MEDIA_TYPES["sql"],
            says=f"a view of SQL for {says}",
            write=_sql(dialect),
            extra="bulk",
            for_software=True,
        )
        for dialect, says in KINDS.items()
    },
}


def file_name(policy: Policy, form: Form, *, easy: bool = False) -> str:
    """What a file of a policy is called: `luton-assisted-conception-2016-06-easy-read.pdf`."""
    return f"{policy.id.replace('/', '-')}-{policy.version}{'-easy-read' if easy else ''}.{form.ending}"
