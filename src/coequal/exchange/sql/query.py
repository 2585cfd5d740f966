"""A policy as one query or view of SQL: for each person the outcome, what is funded, and the status of every criterion."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final, Literal, assert_never, get_args

from sqlglot import exp

from coequal.eligibility.outcome import NOT_KNOWN
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.exchange.sql.columns import Columns, folded, held
from coequal.exchange.sql.head import Head
from coequal.policies.model import Policy
from coequal.populations.answers import CONTRADICTORY, Answer, Number, Truth, Words, answers
from coequal.populations.graph import Graph
from coequal.populations.measures import contradictory
from coequal.populations.sql.dialects import Dialect
from coequal.populations.sql.dialects import dialect as dialect_named
from coequal.populations.sql.statements import Statement, Table
from coequal.populations.sql.writing import binary, case, cast, column, named_table, number, text
from coequal.populations.terms import CONSTANT

Form = Literal["query", "view"]
_LONGEST_NAME: Final = 63  # letters that PostgreSQL keeps


def sql(
    policy: Policy,
    dialect: str,
    table: str = "people",
    columns: Columns | None = None,
    form: Form = "query",
    *,
    key: str = "id",
    view: str | None = None,
) -> str:
    """One query over a table of people, or the view that keeps it, in the SQL of a database.

    `columns` are the columns of facts that the table has, or what they are called there, with their type where it is not the
    dictionary's: `{"patient_bmi": "bmi", "amh": ("amh_result", "DOUBLE PRECISION")}`; or the path of a mapping file. Without
    it every column that the policy needs is there. Of a fact without a column nothing is known. `key` names the column that
    says who is who; `view` the view.
    A query has no semicolon at its end, so that it may stand in brackets within another; SQL Server needs a view for that.
    Raises `CoequalError` where a name is none, or where the database cannot hold the policy.
    """
    own, rules = dialect_named(dialect), Rules(policy)
    if form not in get_args(Form):
        raise CoequalError(f'{policy.id}: "{form}" is no form of SQL. Take {" or ".join(get_args(Form))}.')
    if not key:
        raise CoequalError(f"{policy.id}: the column of the key has no name. Name the one that says who is who.")
    there = held(policy.vocabulary.dictionary, columns, own)
    graph = Graph(policy.vocabulary, there)
    found = answers(rules, graph)
    for name in (*(one.name for one in found), CONTRADICTORY):
        if len(name) > _LONGEST_NAME or name == key.casefold():
            raise CoequalError(f"{policy.id}: {own.says} cannot have a column {name}: its name is too long, or that of the key.")
    refused = contradictory(graph)
    deciding = [term for one in found for term in one.terms]
    people = Table(named_table(folded(table, own)), there)
    statement = Statement(graph, [refused for _ in found] + deciding, people, own, (folded(key, own),))
    query = _query(statement, found, refused)
    _check_size(policy, own, max(statement.widest, len(found) + 2), query)
    head = Head(rules, own, table, key, there, statement.used, Statement(graph, deciding, people, own).used, found)
    if form == "view":
        return f"{head}\nCREATE VIEW {_view(policy, own, view).sql(own.name)} AS\n{query};\n"
    return f"{head}\n{query}\n"


def view_name(policy: Policy) -> str:
    """What the view of a policy is called unless another name is given: `luton_assisted_conception_2016_06`.

    Of a name that is too long the end is a fingerprint of the whole, so that no two become one.
    """
    name = f"{policy.id}_{policy.version}".replace("/", "_").replace("-", "_")
    return name if len(name) <= _LONGEST_NAME else f"{name[:54]}_{sha256(name.encode()).hexdigest()[:8]}"


def _view(policy: Policy, dialect: Dialect, view: str | None) -> exp.Table:
    name = view_name(policy) if view is None else view
    if len(name.rpartition(".")[2]) > _LONGEST_NAME:
        raise CoequalError(f"{name} is longer than the {_LONGEST_NAME} letters that every database keeps. Take a shorter one.")
    return named_table(folded(name, dialect))


def _query(statement: Statement, found: Sequence[Answer], refused: int) -> str:
    dialect = statement.dialect
    (kept,) = statement.kept.items()
    parts = [(kept[0], column(kept[1]))]
    parts += [(folded(one.name, dialect), part) for one, part in zip(found, _answered(statement, found, refused), strict=True)]
    parts.append((folded(CONTRADICTORY, dialect), statement.value(refused)))
    named = [exp.alias_(part, name, quoted=True, copy=False) for name, part in parts]
    return statement.select(named).sql(dialect.name, pretty=True, comments=False)


def _answered(statement: Statement, found: Sequence[Answer], refused: int) -> Iterator[exp.Expr]:
    """Each answer; nothing of somebody whose facts cannot be true together, whom the assessment of one case refuses too."""
    never = _is(statement, refused, False)
    nothing = [] if never else [(statement.truth(refused), exp.Null())]
    for one in found:
        branches, otherwise = _branches(statement, one)
        yield case(*((when.copy(), then.copy()) for when, then in nothing), *branches, otherwise=otherwise)


def _branches(statement: Statement, answer: Answer) -> tuple[list[tuple[exp.Expr, exp.Expr]], exp.Expr]:
    match answer:
        case Words(conditions=conditions):
            certain = next((word for word, term in conditions.items() if _is(statement, term, True)), None)
            if certain is not None:
                return [], text(certain)
            possible = {word: term for word, term in conditions.items() if not _is(statement, term, False)}
            last = NOT_KNOWN if NOT_KNOWN in possible else list(possible)[-1]
            return [(statement.truth(term), text(word)) for word, term in possible.items() if word != last], text(last)
        case Number(term=term, scale=scale) if scale and not statement.dialect.decimals:
            return [], binary(exp.Div, cast(statement.value(term), "DOUBLE"), number(10**scale))
        case Number(term=term) | Truth(term=term):
            return [], statement.value(term)
        case _:
            assert_never(answer)


def _is(statement: Statement, term: int, truth: bool) -> bool:
    """Whether a truth is the same of everybody."""
    found = statement.graph.terms[term]
    return found.operation == CONSTANT and found.detail is truth


def _check_size(policy: Policy, dialect: Dialect, widest: int, query: str) -> None:
    if widest > dialect.most_columns or len(query) > dialect.most_letters:
        raise CoequalError(
            f"{policy.id}@{policy.version} takes a query of {widest:,} columns and {len(query):,} letters, "
            f"which is more than {dialect.says} takes. Assess it with coequal assess, which asks in parts."
        )
