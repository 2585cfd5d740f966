"""The people of a run: made for it, or in a file that whoever runs the site has put there."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from coequal.analyses.runs.asking import Around, Data, check_count
from coequal.comparison.inputs import file_input, made_input
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError
from coequal.populations.opened import Opened, open_named, open_people
from coequal.populations.sources import Table
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.synthetic.table import SERVICE, make_table
from coequal.populations.telling import Tell, telling

MADE: Final = "Blocks of synthetic people made"
FILE: Final = "people.parquet"  # into which a command line makes synthetic people


class People(Protocol):
    """Whom a run counts."""

    @property
    def file(self) -> str:
        """The file in which a command line has them."""

    @property
    def steps(self) -> tuple[str, ...]:
        """What is done before they can be counted."""

    @property
    def commands(self) -> tuple[str, ...]:
        """The command that makes them; none where they are there."""

    def inputs(self) -> Data:
        """From what they are made, or what is in their file."""

    def opened(self, vocabulary: Vocabulary, tell: Tell) -> Opened:
        """The people, ready to be counted. Raises `CoequalError`, and whatever `tell` raises."""


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Synthetic people."""

    recipe: Recipe
    file: str = FILE
    steps: tuple[str, ...] = (MADE,)

    @property
    def commands(self) -> tuple[str, ...]:
        """The command that makes them."""
        return (f"coequal people synthesise --count {self.recipe.count} --seed {self.recipe.seed} --out {FILE}",)

    def inputs(self) -> Data:
        """From what they are made."""
        return made_input(self.recipe)

    def opened(self, vocabulary: Vocabulary, tell: Tell) -> Opened:
        """The people, made now."""
        table = make_table(self.recipe, telling(self.recipe.blocks, MADE, tell))
        return open_people(Table(table, "the synthetic people"), vocabulary)


@dataclass(frozen=True, slots=True)
class InFile:
    """People in a file, who may be real."""

    path: Path
    steps: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.path.name

    def inputs(self) -> Data:
        """The digest of the file."""
        return file_input(self.path)

    def opened(self, vocabulary: Vocabulary, tell: Tell) -> Opened:  # noqa: ARG002  # opening a file takes no time
        """The people of the file."""
        return open_people(open_named(str(self.path)), vocabulary)


def people_of(asked: Data, vocabulary: Vocabulary, around: Around) -> People:
    """The people that are asked for. Raises `CoequalError` where there are none such."""
    if "file" in asked:
        if asked["file"] not in around.people:
            known = f"There are: {', '.join(around.people)}." if around.people else "There are none."
            raise CoequalError(f"There is no file of people called {asked['file']} for your organisation here. {known}")
        found = InFile(around.people[asked["file"]])
        open_people(open_named(str(found.path)), vocabulary)
        return found
    if vocabulary.dictionary.service != SERVICE:
        raise CoequalError(
            f"Synthetic people are made for {SERVICE} only. Leave the people out for {vocabulary.dictionary.service}."
        )
    check_count(asked["synthetic"])
    return MadeUp(Recipe(asked["synthetic"], asked["seed"]))
