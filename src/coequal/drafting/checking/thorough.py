"""What takes longer: what a draft changes, for whom, and the draft as a document."""

from base64 import b64encode
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from coequal.comparison.counted_page import sentences_and_tables
from coequal.comparison.counted_people import count_people
from coequal.comparison.proof.couples import with_couples
from coequal.comparison.proof.document import names_of, proof_document
from coequal.comparison.proof.two import likely_day, prove
from coequal.comparison.seen import has_seen
from coequal.documents.html import body
from coequal.documents.model import Notice, document
from coequal.documents.pdf import pdf
from coequal.documents.word import word
from coequal.drafting.checked import read
from coequal.drafting.checking.child import Answer
from coequal.drafting.checking.frames import Data
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.exchange.policy import policy_document
from coequal.lint.unwritten import placeholders
from coequal.policies.difference import Difference, difference
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.populations.opened import Opened, open_named, open_people
from coequal.populations.synthetic.recipe import KEY

_NOT_A_POLICY = (
    "This is a draft of a policy. Nobody has decided it, and it applies to nobody. It is shown as its file stands, with what "
    "software takes it to mean."
)

_NO_RULE_YET = "no rule of the draft says yet when it is met, so all of them are left to a person's judgement."


def answers(library: Library, people: Path) -> Answer:
    """The answers by a library, and by the made-up people in a folder, one file for each service."""

    def answer(question: Data) -> Data:
        today = date.fromisoformat(question["today"])
        if question["ask"] == "document":
            return _document(read(question["text"], library), library, today, question["form"])
        old = library.read_text(question["old"], question["old name"])
        new = library.read_text(question["text"], question["name"])
        says, unwritten = _difference(difference(old, new, library.area)), sum(1 for _ in placeholders(new))
        return {"says": says, "unwritten": unwritten, **_for_people(old, new, library, people, today)}

    return answer


def _document(policy: Policy, library: Library, today: date, form: str) -> Data:
    """A draft as a PDF or a Word file, marked as a draft at its top."""
    found = policy_document(policy, library, today)
    marked = document(
        f"DRAFT: {found.title}", _NOT_A_POLICY, [Notice("Draft", "Nobody has decided this."), *found.blocks], list(found.facts)
    )
    return {"bytes": b64encode(pdf(marked) if form == "pdf" else word(marked)).decode()}


def _difference(found: Difference) -> Data:
    """What is said differently, without the policies themselves."""
    plain = asdict(replace(found, old=None, new=None))  # type: ignore[arg-type]  # they cannot be written out, and are not
    return {name: plain[name] for name in ("about", "treatments", "criteria", "wording")}


def _for_people(old: Policy, new: Policy, library: Library, people: Path, today: date) -> Data:
    """Who fares better under which; or why that cannot be shown."""
    if not any(criterion.condition for criterion in new.criteria):
        return {"proof": None, "because": _NO_RULE_YET}
    on = likely_day([old, new], today)
    try:
        proof = prove(Rules(old), Rules(new), on, library.area)
    except CoequalError as error:
        return {"proof": None, "because": error.message}
    shown, opened = with_couples(proof), _opened(library, new.service, people)
    if opened is not None:
        shown["people"] = count_people(proof, opened, public=False)
    names = names_of(shown)
    tables = sentences_and_tables(shown, names)[1] if opened else []
    return {
        "proof": shown,
        "lead": proof_document(shown).lead,
        "tables": body(document("", "", list(tables), [])),
        "seen": [has_seen(old), has_seen(new)],
        "population": _population(people, new.service) if opened else None,
    }


def _opened(library: Library, service: str, people: Path) -> Opened | None:
    """The made-up people of a service; None where there are none."""
    try:
        found = open_people(open_named(str(people / f"{service}.parquet")), library.vocabulary(service))
    except CoequalError:
        return None
    return found if found.synthetic else None


def _population(people: Path, service: str) -> str:
    """What the people of a service were made from, as their file says: the recipe, how many, and the seed."""
    metadata = pq.read_schema(people / f"{service}.parquet").metadata or {}
    return str(metadata.get(KEY, b"").decode())
