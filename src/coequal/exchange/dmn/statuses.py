"""The rule from conditions to statuses and from statuses to an outcome, in FEEL.

It is written once, in `eligibility.outcome` and `Rules`. Here its tables are read out, and nothing is decided.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from coequal.criteria.syntax import Node
from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.outcome import GRAVITY, MET, NOT_APPLICABLE, NOT_ELIGIBLE, NOT_KNOWN, OUTCOMES, outcome, status
from coequal.eligibility.rules import Governing, Rules
from coequal.exchange.dmn.feel import feel
from coequal.policies.model import Criterion

APPLIES: Final = "applies"
STATUS: Final = "status"
WHERE_IT_APPLIES: Final = "status_where_it_applies"
OUTCOME: Final = "outcome"
STATUSES: Final = "statuses"
NOTHING_ELSE: Final = f'if {OUTCOME} = "{NOT_ELIGIBLE}" then 0 else '
GRAVITY_OF: Final = "gravity"
OF_CRITERION: Final = "criterion_"  # no fact has a name with an underscore
Entries = list[tuple[str, str]]
_TRUTHS: Final = (None, True, False)


def said(word: str) -> str:
    """A status or an outcome as FEEL writes it."""
    return f'"{word}"'


def met_of(criterion: Criterion) -> str:
    """What the condition of a criterion is called: one of a judgement, where true, asks for a person."""
    return "to_be_judged" if criterion.kind == "judgement" else "met"


def decision_of(criterion: Criterion) -> str:
    """The name of a criterion's decision."""
    return f"{OF_CRITERION}{criterion.id.replace('-', '_')}"


def by_itself(criterion: Criterion) -> str:
    """The name of the decision of a criterion that overrides or is overridden, before the others are looked at."""
    return f"{decision_of(criterion)}_by_itself"


def conditions(criterion: Criterion, vocabulary: Vocabulary) -> Entries:
    """The conditions of a criterion; one that it lacks is true."""
    found: Sequence[tuple[str, Node | None]] = ((APPLIES, criterion.applies_when), (met_of(criterion), criterion.condition))
    return [(name, feel(node, vocabulary)) for name, node in found if node is not None]


def own_status(criterion: Criterion, *, applies: bool | None = None) -> str:
    """The status of a criterion by itself, from its conditions; or that where it applies."""
    met = met_of(criterion) if criterion.condition is not None else None
    scopes = _TRUTHS if applies is None and criterion.applies_when is not None else (True,)
    by_scope = {scope: _by(met, {holds: status(criterion.kind, scope, holds) for holds in _TRUTHS}) for scope in scopes}
    return by_scope[True] if len(scopes) == 1 else _chosen(APPLIES, by_scope)


def linked_entries(place: int, rules: Rules) -> Entries:
    """The status of a criterion that overrides or is overridden, step by step as `Rules` takes them."""
    criterion = rules.criteria[place]
    entries: Entries = []
    if not rules.under[place]:
        entries.append((STATUS, _overridden(place, None, rules, entries)))
        return entries
    own = by_itself(criterion)
    applies = f"{own}.{APPLIES}" if criterion.applies_when is not None else "true"
    found = f"{own}.{WHERE_IT_APPLIES}"
    alike = []
    for other in rules.under[place]:
        entries.append((f"without_it_{len(entries)}", _overridden(other, place, rules, entries)))
        alike.append(f"{GRAVITY_OF}({entries[-1][0]}) = {GRAVITY_OF}({found})")
    entries.append(("where_it_does_not_apply", _overridden(place, None, rules, entries)))
    same = f"{applies} = true or ({' and '.join(alike)})"
    text = f"if {applies} = false then where_it_does_not_apply else if {same} then {found} else {said(NOT_KNOWN)}"
    entries.append((STATUS, text))
    return entries


def _overridden(place: int, but: int | None, rules: Rules, entries: Entries) -> str:
    """The status of a criterion under those that override it, `but` for one; each step is an entry of its own."""
    found = f"{by_itself(rules.criteria[place])}.{STATUS}"
    applying = []
    for other in (rules.criteria[over] for over in rules.over[place] if over != but):
        applies = f"{by_itself(other)}.{APPLIES}" if other.applies_when is not None else "true"
        applying.append(f"{applies} = true")
        differ = f"{GRAVITY_OF}({by_itself(other)}.{WHERE_IT_APPLIES}) != {GRAVITY_OF}({found})"
        entries.append((f"step_{len(entries)}", f"if {applies} = null and {differ} then {said(NOT_KNOWN)} else {found}"))
        found = entries[-1][0]
    return f"if {' or '.join(applying)} then {said(NOT_APPLICABLE)} else {found}" if applying else found


def outcome_entries(governing: Governing, rules: Rules) -> Entries:
    """The outcome of a treatment: the gravest of the statuses of the criteria that decide on it."""
    listed = ", ".join(f"{decision_of(rules.criteria[place])}.{STATUS}" for place in governing.places)
    by_status = sorted(GRAVITY, key=lambda word: -GRAVITY[word])
    grave = [(word, outcome((word,))) for word in by_status if outcome((word,)) != outcome((MET,))]
    chain = "".join(f"if list contains({STATUSES}, {said(word)}) then {said(found)} else " for word, found in grave)
    return [(STATUSES, f"[{listed}]"), (OUTCOME, f"{chain}{said(OUTCOMES[0])}")]


def amount_of(amount: Node, vocabulary: Vocabulary) -> str:
    """An amount: nothing where the treatment is not eligible."""
    return f"{NOTHING_ELSE}{feel(amount, vocabulary)}"


def gravity() -> str:
    """How grave a status is, as text of a function of `status`."""
    return "".join(f"if {STATUS} = {said(word)} then {grave} else " for word, grave in GRAVITY.items()) + "null"


def _by(name: str | None, found: Mapping[bool | None, str]) -> str:
    """What a condition leads to; `true` where there is none."""
    return said(found[True]) if name is None else _chosen(name, {truth: said(word) for truth, word in found.items()})


def _chosen(name: str, texts: Mapping[bool | None, str]) -> str:
    if len(set(texts.values())) == 1:
        return texts[True]
    return f"if {name} = null then {texts[None]} else if {name} then {texts[True]} else {texts[False]}"
