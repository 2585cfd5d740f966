"""Which terms become columns of a query inside the query, so that each is worked out once and the text stays small."""

from collections.abc import Iterable, Sequence

from coequal.populations import terms
from coequal.populations.bounds import of_move
from coequal.populations.sql.dialects import Dialect
from coequal.populations.terms import CONSTANT, FIRST_DAY, GIVEN, GIVEN_DATE, LAST_DAY, TRUTH, Term

_DEEPEST = 12  # brackets within brackets before a part becomes a column all the same
_WRITTEN_AGAIN = (terms.NOT, terms.SURE, terms.KNOWN)  # so short that their operand is the column instead


class Layers:
    """The columns that some terms need, level by level; those of one level use only columns of earlier levels.

    Level 0 is what stands in the table. What is wanted is worked out from the columns that the last level still has.
    """

    def __init__(self, graph_terms: Sequence[Term], wanted: Iterable[int], dialect: Dialect) -> None:
        """Plan the levels."""
        self._terms, self._dialect = graph_terms, dialect
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
                for operand, often in operands(self._terms, number, self._dialect):
                    uses[operand] = uses.get(operand, 0) + often * times
        return uses

    def _place(self, number: int) -> None:
        term = self._terms[number]
        under = [operand for operand, _ in operands(self._terms, number, self._dialect)]
        self._level[number] = max((self._level[operand] for operand in under), default=0)
        self._depth[number] = 1 + max((self._depth[operand] for operand in under), default=0)
        given = term.operation in (GIVEN, GIVEN_DATE)
        again = self._uses[number] > 1 and term.operation not in (CONSTANT, *_WRITTEN_AGAIN)
        if given or again or self._depth[number] > _DEEPEST:
            self.columns.add(number)
            self._level[number] += not given
            self._depth[number] = 0

    def _last_uses(self, final: int) -> dict[int, int]:
        """The level at which each column is used for the last time."""
        last: dict[int, int] = {}

        def read(number: int, level: int) -> None:
            for operand, _ in operands(self._terms, number, self._dialect):
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


def operands(all_terms: Sequence[Term], number: int, dialect: Dialect) -> list[tuple[int, int]]:
    """The operands of a term that its text has, each with how often it has them."""
    term = all_terms[number]
    twice_as_truth = 1 if dialect.booleans else 2
    match term.operation:
        case terms.IF:
            return list(zip(term.operands, (1, 1, 1) if is_definite(all_terms, term.operands[0]) else (2, 3, 2), strict=True))
        case terms.LEAST | terms.GREATEST:
            return [(operand, 2) for operand in term.operands]
        case terms.COMPARE if (dates := compared_as_dates(all_terms, term)) is not None:
            return [(dates[0], 1), (dates[1], 1 if dialect.name != "sqlite" else 2)]
        case terms.AGE | terms.FULL_MONTHS | terms.MONTHS_BETWEEN:
            return [(operand, 3) for operand in term.operands]
        case terms.MOVE:
            return [(operand, 3) for operand in term.operands]
        case terms.KNOWN | terms.ONLY:
            return [(operand, twice_as_truth if all_terms[operand].sort == TRUTH else 1) for operand in term.operands]
    return [(operand, 1) for operand in term.operands]


def compared_as_dates(all_terms: Sequence[Term], term: Term) -> tuple[int, int] | None:
    """The two days of an age or of completed months that is compared with a number, if that can be said by days alone."""
    left, right = (all_terms[operand] for operand in term.operands)
    if left.operation not in (terms.AGE, terms.FULL_MONTHS) or right.operation != CONSTANT:
        return None
    end = all_terms[left.operands[1]]
    for least in edges(term, right):
        by = Term(CONSTANT, sort=terms.MONTHS, low=(months := least * (12 if left.operation == terms.AGE else 1)), high=months)
        low, high = of_move(end, by, -1)
        if low <= FIRST_DAY or high >= LAST_DAY:
            return None
    return left.operands[0], left.operands[1]


def edges(comparison: Term, right: Term) -> list[int]:
    """The whole numbers that an age has to reach, or not to reach, for a comparison with a number: one, or two for `=`."""
    least = -(-right.number // 10**right.scale)
    above = right.number // 10**right.scale + 1
    return {"=": [least, above], ">=": [least], "<": [least]}.get(str(comparison.detail), [above])


def is_definite(all_terms: Sequence[Term], number: int) -> bool:
    """Whether a truth is known of everybody."""
    term = all_terms[number]
    if term.operation in (terms.SURE, terms.KNOWN):
        return True
    return term.operation in (terms.NOT, terms.AND, terms.OR) and all(is_definite(all_terms, operand) for operand in term.operands)
