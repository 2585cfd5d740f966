"""Which terms become columns of a query inside the query, so that each is worked out once and the text stays small."""

from collections.abc import Iterable, Sequence

from coequal.populations import terms
from coequal.populations.sql.dialects import Dialect
from coequal.populations.terms import ABSENT, CONSTANT, GIVEN, GIVEN_DATE, TRUTH, Term

_DEEPEST = 12  # brackets within brackets before a part becomes a column all the same
_WRITTEN_AGAIN = (terms.NOT, terms.SURE, terms.KNOWN)  # so short that their operand is the column instead


class Layers:
    """The columns that some terms need, level by level; those of one level use only columns of earlier levels.

    Level 0 is what stands in the table. What is wanted is worked out from the columns that the last level still has.
    """

    def __init__(self, graph_terms: Sequence[Term], wanted: Iterable[int], dialect: Dialect) -> None:
        """Plan the levels."""
        self._terms, self._dialect, self.definite = graph_terms, dialect, definite(graph_terms)
        self._wanted = list(wanted)
        self._uses = self._counted()
        self._level: dict[int, int] = {}
        self._depth: dict[int, int] = {}
        self.columns: set[int] = set()
        for term in sorted(self._uses):
            self._place(term)
        top = max((self._level[term] for term in self.columns), default=0)
        self.new: list[list[int]] = [[] for _ in range(top + 1)]
        for term in sorted(self.columns):
            self.new[self._level[term]].append(term)
        self._last = self._last_uses(top + 1)

    def there(self, level: int) -> list[int]:
        """The columns of a level: its own, and those of earlier levels that later ones need."""
        return [term for term in sorted(self.columns) if self._level[term] <= level < self._last[term]]

    @property
    def widest(self) -> int:
        """The number of columns of the level that has most."""
        return max(len(self.there(level)) for level in range(len(self.new)))

    def _counted(self) -> dict[int, int]:
        """How often each term would be written if each were written where it is used."""
        uses: dict[int, int] = {}
        for term in self._wanted:
            uses[term] = uses.get(term, 0) + 1
        for number in range(max(uses, default=-1), -1, -1):
            if number in uses:
                times = uses[number] if self._terms[number].operation in _WRITTEN_AGAIN else 1
                for operand, often in self._operands(number):
                    uses[operand] = uses.get(operand, 0) + often * times
        return uses

    def _place(self, number: int) -> None:
        term = self._terms[number]
        under = [operand for operand, _ in self._operands(number)]
        self._level[number] = max((self._level[operand] for operand in under), default=0)
        self._depth[number] = 1 + max((self._depth[operand] for operand in under), default=0)
        given = term.operation in (GIVEN, GIVEN_DATE)
        again = self._uses[number] > 1 and term.operation not in (CONSTANT, ABSENT, *_WRITTEN_AGAIN)
        if given or again or self._depth[number] > _DEEPEST:
            self.columns.add(number)
            self._level[number] += not given
            self._depth[number] = 0

    def _operands(self, number: int) -> list[tuple[int, int]]:
        """The operands of a term, each with how often its text has them."""
        term = self._terms[number]
        often: tuple[int, ...]
        match term.operation:
            case terms.IF:
                often = (1, 1, 1) if self.definite[term.operands[0]] else (2, 3, 2)
            case terms.LEAST | terms.GREATEST:
                often = (2, 2)
            case terms.AGE | terms.FULL_MONTHS | terms.MONTHS_BETWEEN | terms.MOVE:
                often = (3, 3)
            case terms.KNOWN | terms.ONLY if not self._dialect.booleans:  # where a truth has to be made a value
                often = (2, 2)[: len(term.operands)]
            case _:
                often = (1,) * len(term.operands)
        return list(zip(term.operands, often, strict=True))

    def _last_uses(self, final: int) -> dict[int, int]:
        """The level at which each column is used for the last time."""
        last: dict[int, int] = {}

        def read(number: int, level: int) -> None:
            for operand, _ in self._operands(number):
                seen(operand, level)

        def seen(number: int, level: int) -> None:
            if number in self.columns:
                last[number] = max(last.get(number, 0), level)
            else:
                read(number, level)

        for number in self._wanted:
            seen(number, final)
        for number in self.columns:
            read(number, self._level[number])
        return last


def definite(all_terms: Sequence[Term]) -> list[bool]:
    """Of each term whether it is a truth that is known of everybody."""
    found: list[bool] = []
    for term in all_terms:
        joined = term.operation in (terms.NOT, terms.AND, terms.OR) and all(found[operand] for operand in term.operands)
        constant = term.operation == CONSTANT and term.sort == TRUTH and term.detail is not None
        found.append(joined or constant or term.operation in (terms.SURE, terms.KNOWN))
    return found
