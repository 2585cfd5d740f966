"""A run of any kind: prepared from what is asked, then made into what is kept. The same digest makes the same figures."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

import coequal
from coequal.analyses.runs.asking import Around, Data
from coequal.analyses.runs.comparison import Comparison
from coequal.analyses.runs.lottery import Lottery
from coequal.analyses.runs.options import Appraisal
from coequal.comparison.inputs import fingerprint, software, words
from coequal.documents.kept import kept
from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Table
from coequal.policies.model import Policy
from coequal.policies.standing import invented
from coequal.populations.telling import Tell

COMPARISON: Final = "comparison"
OPTIONS: Final = "options appraisal"
LOTTERY: Final = "postcode lottery"
_AGAIN: Final = (
    "These figures were made by software from the inputs below. The same inputs make the same figures, to the last digit. "
    "With coequal and the files that can be downloaded beside this, these commands print them:"
)


class Run(Protocol):
    """An analysis that can be made."""

    policies: tuple[Policy, ...]  # those that are named
    title: str
    steps: tuple[str, ...]
    made_up: tuple[int, int] | None  # how many synthetic people, and their seed

    def inputs(self) -> Data:
        """Everything that is its own of what goes in."""

    def made(self, tell: Tell) -> tuple[Data, Document]:
        """Its data and its document."""

    @property
    def files(self) -> dict[str, str]:
        """The texts that its commands need, by the names of their files."""

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands that make the same figures."""


@dataclass(frozen=True, slots=True)
class Made:
    """What is kept of a run: all that went in with its digest, the figures as JSON with theirs, and the document as data."""

    inputs: Data
    digest: str
    figures: str
    figures_digest: str
    document: Data
    synthetic: bool  # whether nobody in it is real: nobody was counted, or whoever was is made up


_KINDS: Final[Mapping[str, Callable[[Data, Around], Run]]] = {COMPARISON: Comparison, OPTIONS: Appraisal, LOTTERY: Lottery}
KINDS: Final = tuple(_KINDS)


def prepared(kind: str, asked: Data, around: Around) -> Run:
    """A run of a kind. Raises `CoequalError` where what is asked cannot be worked out."""
    return _KINDS[kind](asked, around)


def make(kind: str, run: Run, around: Around, about: Sequence[tuple[str, str]], tell: Tell) -> Made:
    """Everything of a run that is kept; `about` are facts to stand in its document. Raises what `tell` raises."""
    inputs = {"kind": kind, "software": software(), "words": words(*around.library.folders), **run.inputs()}
    digest = fingerprint(inputs)
    data, document = run.made(tell)
    figures = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
    whole = _complete(document, run, about, [*_rows(inputs), ("Digest of all of it", digest)])
    return Made(inputs, digest, figures, fingerprint(data), kept(whole), _is_synthetic(data))


def _is_synthetic(data: Data) -> bool:
    counted = data["people"] if isinstance(data.get("people"), dict) else data
    return bool(counted.get("synthetic", True))


def _complete(document: Document, run: Run, about: Sequence[tuple[str, str]], rows: Sequence[tuple[str, str]]) -> Document:
    """The document with what has to be known of its policies before it, and how to make it again after it."""
    again: tuple[Block, ...] = (
        Heading("How to make this again"),
        Paragraph(_AGAIN),
        Listing(run.commands, numbered=True),
        Table("What went in", ("What", "Which"), tuple(rows)),
    )
    return replace(document, blocks=(*_notices(run), *document.blocks, *again), facts=(*about, *document.facts))


def _notices(run: Run) -> Iterator[Notice]:
    """That a policy is a draft, or of an invented area: each once."""
    policies = list({policy.digest: policy for policy in run.policies}.values())
    for policy in policies:
        if policy.file.file in run.files:
            yield Notice("A draft", f"{_named(policy)} is a draft: its text as it stood when this was made. A draft binds nobody.")
    named = [_named(policy) for policy in policies if invented(policy)]
    if len(named) == 1:
        yield Notice("An invented area", f"{named[0]} is nobody's policy. It shows what a policy could look like.")
    elif named:
        said = f"{', '.join(named[:-1])} and {named[-1]} are nobody's policies. They show what policies could look like."
        yield Notice("Invented areas", said)


def _named(policy: Policy) -> str:
    return f"{policy.title} ({policy.id}, version {policy.version})"


def _rows(inputs: Data) -> Iterator[tuple[str, str]]:
    """What went in, each in a row."""
    yield "Software", f"coequal {coequal.__version__}, its files {inputs['software'][:16]}…"
    yield "Dictionaries, bodies and areas", f"{inputs['words'][:16]}…"
    named = [inputs[side] for side in ("a", "b") if side in inputs]
    for policy in named or inputs["policies"]:
        yield f"{policy['policy']}@{policy['version']}", policy["digest"]
    if "options" in inputs:
        yield "Options file", inputs["options"]
    if "on" in inputs:
        yield "Policies as they stood on", inputs["on"]
    people = inputs["people"]
    if people is None:
        yield "People", "none were counted"
    elif "file" in people:
        yield "People", f"the file {people['file']}, {people['digest']}"
    else:
        yield (
            "People",
            f"{people['synthetic']:,} synthetic, made from the number {people['seed']} (the seed), generator {people['generator']}",
        )
