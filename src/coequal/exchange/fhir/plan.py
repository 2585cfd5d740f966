"""A version of a policy as a FHIR R4 PlanDefinition: its criteria and treatments as actions whose conditions are FHIRPath.

Every expression is over the QuestionnaireResponse to the policy's questionnaire, and needs nothing but that and the plan's own
variables, which stand before whatever uses them. Of a criterion
`applies` is true or false; `met` is true where it stands in nobody's way, false where it does, and empty where that is not
known. So `applies` false is *not applicable*; else `met` true is *met*, false *not met* (of a judgement *for judgement*).
"""

from collections.abc import Iterable, Iterator
from typing import Final

from coequal.criteria.render import render
from coequal.criteria.syntax import Node
from coequal.eligibility.expressions import Expressions, Funded, Stated, both, failing, negated
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN, NOT_MET
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.exchange.fhir import terms
from coequal.exchange.fhir.fhirpath import FhirPath
from coequal.exchange.fhir.guidance import OUTCOMES
from coequal.exchange.fhir.questionnaire import standing
from coequal.exchange.fhir.sharing import Variable
from coequal.exchange.fhir.terms import Resource, extension
from coequal.policies.model import Criterion, OtherReading, Policy

CRITERIA, TREATMENTS = "criteria", "treatments"
MET, READ_AS = f"{terms.OURS}/met", f"{terms.OURS}/read-as"
SOUGHT = f"{terms.OURS}/treatment-is-sought"
OUTCOME, AMOUNT = f"{terms.OURS}/outcome-of-treatment", f"{terms.OURS}/amount-of-treatment"
_TYPE: Final = {"system": "http://terminology.hl7.org/CodeSystem/plan-definition-type", "code": "eca-rule"}
_GIVEN: Final = "It is sought, and every criterion is met, in each reading of the policy. People decide."
_LANGUAGE: Final = "text/fhirpath"
_USAGE: Final = (
    "Evaluate each variable, in the order in which they stand, and then each expression, over the QuestionnaireResponse to the "
    "questionnaire on which this depends, its answers as the questionnaire asks for them: in the unit that stands first, with "
    "no more decimal places than it keeps. An empty result is “not known”, never no. Of a criterion, the condition says whether it "
    f"applies, and {MET} whether it stands in nobody's way: where it does not apply it is not applicable; else true is met, false "
    "is not met (of a judgement, for judgement), and empty is not known. A treatment applies only where it is sought and every "
    f"criterion is met; {OUTCOME} tells its other outcomes."
)


def plan(rules: Rules) -> Resource:
    """The PlanDefinition. Raises `CoequalError` that names the criterion or amount, and what of it FHIRPath cannot say."""
    policy, written = rules.policy, _Plan(rules)
    variables, groups = written.paths.settle(list(written.groups()))
    return {
        "resourceType": "PlanDefinition",
        "id": terms.identity(policy),
        **({"extension": [_variable(one) for one in variables]} if variables else {}),
        "url": f"{terms.PLAN}{policy.id}",
        **standing(policy, "rules"),
        "type": {"coding": [_TYPE]},
        "description": f"The rules of this policy, to be executed. {terms.PEOPLE_DECIDE}",
        "usage": _USAGE,
        "relatedArtifact": [*_source(policy), {"type": "depends-on", "resource": terms.canonical(policy)}],
        "library": [f"{terms.LIBRARY}{policy.id}|{policy.version}"],
        "action": groups,
    }


def _source(policy: Policy) -> Iterator[Resource]:
    """Where the wording was seen."""
    source = policy.source
    yield {"type": "citation", "display": source.title, **({"url": source.url} if source.url else {})}


class _Plan:
    """The actions of one policy."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.policy = rules, rules.policy
        self.expressions = Expressions(rules)
        self.paths = FhirPath(rules.policy.vocabulary)

    def groups(self) -> Iterator[Resource]:
        criteria = [self._criterion(place, stated) for place, stated in enumerate(self.expressions.criteria)]
        if criteria:
            yield {"id": CRITERIA, "title": "Criteria", "action": criteria}
        treatments = [self._treatment(place, sought) for place, sought in enumerate(self.expressions.sought())]
        yield {"id": TREATMENTS, "title": "Treatments", "action": treatments}

    def _criterion(self, place: int, stated: Stated) -> Resource:
        criterion = stated.criterion
        readings = [self._read_as(place, number, other) for number, other in enumerate(criterion.readings)]
        applies = self._expression("", criterion, negated(stated.outside), criterion.applies_when, "applies")
        return {
            "id": criterion.id,
            "extension": [self._expression(MET, criterion, stated.passes, criterion.condition, "met"), *readings],
            **({"prefix": criterion.clause} if criterion.clause else {}),
            "title": criterion.title,
            **({"description": criterion.otherwise} if criterion.otherwise else {}),
            "code": [{"coding": [terms.coding(terms.KIND, criterion.kind)]}],
            "documentation": [_clause(criterion, self.policy)],
            "condition": [{"kind": "applicability", "expression": applies["valueExpression"]}],
        }

    def _read_as(self, place: int, number: int, other: OtherReading) -> Resource:
        """Another reading of a criterion, under which it may come to another status."""
        stated = self.expressions.read_otherwise(place, number)[place]
        label = extension("label", "String", other.label)
        met = self._expression("met", stated.criterion, stated.passes, other.condition)
        applies = self._expression("applies", stated.criterion, negated(stated.outside), other.applies_when)
        return {"url": READ_AS, "extension": [label, applies, met]}

    def _treatment(self, place: int, sought: Node) -> Resource:
        """A treatment: whether it is the one sought, what its criteria come to, and how much of it there is.

        It applies only where nothing stands in its way, so that an engine which proposes what applies proposes nothing else.
        """
        funded = self.expressions.treatments[place]
        treatment = funded.treatment
        amounts = [self._amount(name, funded) for name in funded.amounts]
        is_sought = _written(self._path(treatment.name, sought), "It is sought.")
        met = " and ".join(self._in_nobodys_way(place)) or "true"
        return {
            "id": f"treatment.{treatment.id}",
            "extension": [
                extension(SOUGHT, "Expression", is_sought),
                extension(OUTCOME, "Expression", self._outcome(place)),
                *amounts,
            ],
            "title": treatment.name,
            "condition": [
                {
                    "kind": "applicability",
                    "expression": _written(f"({is_sought['expression']} and iif({met}, true, false))", _GIVEN),
                }
            ],
        }

    def _in_nobodys_way(self, place: int) -> Iterable[str]:
        """That each criterion of a treatment passes, as we read it and in each other reading of it or of another, each once."""
        places = self.rules.governing[place].places
        read = [self.expressions.criteria]
        read += [
            self.expressions.read_otherwise(number, reading)
            for number in places
            for reading in range(len(self.rules.criteria[number].readings))
        ]
        name = self.rules.governing[place].treatment.name
        return dict.fromkeys(self._path(name, criteria[number].passes) for criteria in read for number in places)

    def _outcome(self, place: int) -> Resource:
        """The code of an outcome, the gravest first; a condition that is empty is passed over, and rightly so."""
        governing = self.rules.governing[place]
        criteria = [self.expressions.criteria[number] for number in governing.places]
        required, judged = (
            self._path(governing.treatment.name, both(*(own.passes for own in criteria if failing(own.criterion) == status)))
            for status in (NOT_MET, FOR_JUDGEMENT)
        )
        text = f"iif({required} and {judged}, '{OUTCOMES[ELIGIBLE][0]}', '{OUTCOMES[NOT_KNOWN][0]}')"
        text = f"iif({judged}.not(), '{OUTCOMES[FOR_JUDGEMENT][0]}', {text})"
        text = f"iif({required}.not(), '{OUTCOMES[NOT_ELIGIBLE][0]}', {text})"
        return _written(text, "What the criteria come to. People decide.")

    def _amount(self, name: str, funded: Funded) -> Resource:
        amount, of = funded.amounts[name], f"{funded.treatment.name}, {name}"
        value = _written(self._path(of, amount.value), "How much; empty where it is not known, or the policy does not say.")
        unstated = _written(self._path(of, amount.unstated), "Whether the policy does not say how much.")
        parts = [("name", "String", name), ("value", "Expression", value), ("not-stated", "Expression", unstated)]
        return {"url": AMOUNT, "extension": [extension(*part) for part in parts]}

    def _expression(self, url: str, criterion: Criterion, node: Node, printed: Node | None, says: str = "") -> Resource:
        """An expression, described by what stands in the policy itself; `says` is what it says of the criterion."""
        path = self._path(criterion.cited, node, f"{criterion.id} {says}" if says else "")
        return extension(url, "Expression", _written(path, render(printed) if printed else None))

    def _path(self, of: str, node: Node, about: str = "") -> str:
        try:
            return self.paths.of(node, about)
        except CoequalError as error:
            raise CoequalError(f"{of}: {error.message}") from None


def _variable(own: Variable) -> Resource:
    """An expression that others use by its name."""
    return extension(terms.VARIABLE, "Expression", {"name": own.name, **_written(own.expression, own.about)})


def _clause(criterion: Criterion, policy: Policy) -> Resource:
    """Where a criterion stands in the source, and why it is there."""
    source = policy.source.title
    cited = f"{source}, clause {criterion.clause}" if criterion.clause else source
    return {
        "type": "documentation",
        "display": cited,
        **({"label": criterion.clause} if criterion.clause else {}),
        **({"citation": criterion.source} if criterion.source else {}),
        **({"url": policy.source.url} if policy.source.url else {}),
    }


def _written(path: str, description: str | None) -> Resource:
    return {**({"description": description} if description else {}), "language": _LANGUAGE, "expression": path}
