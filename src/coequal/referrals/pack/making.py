"""A referral pack from an assessment that is eligible and ready."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from coequal.criteria.comparisons import every
from coequal.criteria.syntax import Current, names
from coequal.eligibility.assess import SOUGHT
from coequal.eligibility.assessment import Assessment, Finding
from coequal.eligibility.outcome import DECIDING, MET, NOT_APPLICABLE
from coequal.eligibility.report import amounts_data
from coequal.eligibility.rules import Rules
from coequal.eligibility.told import about_welfare, status_says
from coequal.eligibility.windows import Windows
from coequal.errors import CoequalError
from coequal.exchange.fhir.questionnaire import asked_of
from coequal.facts.case import Case, Known
from coequal.facts.dictionary import Fact
from coequal.facts.values import Value, say_value
from coequal.policies.exemptions import Exempt
from coequal.policies.model import Policy
from coequal.referrals.pack.lacking import Lacking, lacking, why_not
from coequal.referrals.pack.model import Declaration, Investigation, Pack, Reading, Row, Said
from coequal.referrals.pack.people import Referred, Referrer
from coequal.referrals.pack.welfare import SAFEGUARDING, require_no_stop

PARTNER, NO_PARTNER = "partner", "none"  # the fact that says whether there is a partner, and its value where there is none
AreaName = Callable[[str], str]


class NotComplete(CoequalError):
    """There is no pack, because the policy's answer is not yes, or because something is missing."""

    def __init__(self, because: str | None, missing: Sequence[Lacking]) -> None:
        """Say how it stands, and nothing about the person."""
        few = "one thing is" if len(missing) == 1 else f"{len(missing)} things are"
        super().__init__(f"There is no referral pack yet. {because or f'{few.capitalize()} missing; see who can supply what.'}")
        self.because, self.missing = because, tuple(missing)


def pack_of(
    rules: Rules,
    assessment: Assessment,
    made_on: date,
    *,
    referrer: Referrer | None = None,
    referred: Referred | None = None,
    exempt: Sequence[Exempt] = (),
    area: AreaName = str,
) -> Pack:
    """The pack of an assessment under the policy of `rules`; `area` names an area by its code.

    Raises `WelfareStop` where people must talk first, and `NotComplete` where the answer is not yes or something is missing.
    """
    require_no_stop(assessment)
    because, missing = why_not(assessment, exempt), lacking(assessment, referrer, referred)
    if because or missing:
        raise NotComplete(because, missing)
    policy, sought = assessment.policy, assessment.sought
    referred_on = assessment.case.value(policy.binds_by)
    assert isinstance(referred_on, date)
    # The dictionary's order, and no fact that this policy does not look at.
    case = Case({name: assessment.case.facts[name] for name in asked_of(rules) if name in assessment.case.facts})
    making = _Making(rules, assessment, area)
    return Pack(
        assessment=assessment,
        case=case,
        made_on=made_on,
        referred_on=referred_on,
        treatment=sought.treatment.name,
        amounts=tuple((name, "not known" if one is None else str(one)) for name, one in amounts_data(sought.amounts).items()),
        rows=tuple(making.rows()),
        investigations=tuple(making.investigations(referred_on)),
        readings=tuple(_readings(assessment)),
        assumptions=(*assessment.assumptions, *(one.says for one in exempt)),
        open=tuple(making.facts[name].says for name in assessment.missing),
        declarations=tuple(making.declarations()),
        referrer=referrer,
        referred=referred,
        with_partner=assessment.case.value(PARTNER) not in (None, NO_PARTNER),
        protected=protected(policy, asked_of(rules)),
    )


def protected(policy: Policy, asked: Sequence[str]) -> bool:
    """Whether some of the facts that a policy asks for are about fertility or pregnancy."""
    facts = policy.vocabulary.dictionary.facts
    return any(facts[name].sensitivity == "reproductive" for name in asked)


class _Making:
    """The parts of one pack."""

    def __init__(self, rules: Rules, assessment: Assessment, area: AreaName) -> None:
        self.rules, self.assessment, self.area = rules, assessment, area
        self.facts = assessment.policy.vocabulary.dictionary.facts
        sought = assessment.sought.treatment.id
        found = enumerate(assessment.criteria.values())
        self.findings = [(place, one) for place, one in found if sought in one.criterion.treatments]

    def rows(self) -> Iterator[Row]:
        """The criteria that touch the outcome, without what is declared."""
        for _, finding in self.findings:
            if finding.criterion.kind in DECIDING and not about_welfare(finding, self.assessment.policy):
                yield Row(finding.criterion.cited, tuple(self._said(finding, finding.facts)), finding.reason, status_says(finding))

    def investigations(self, referred_on: date) -> Iterator[Investigation]:
        """The tests before referral, and the results that count for a time only."""
        windows = Windows(self.rules, self.assessment.case, self.area)
        repeat = self.assessment.readiness.repeat_after if self.assessment.readiness else {}
        for place, finding in self.findings:
            if finding.status != MET or not (finding.criterion.kind == "readiness" or _counts_for_a_time(finding)):
                continue
            runs = windows.of([place])
            now = next(one for one in runs if (one.since or referred_on) <= referred_on <= (one.until or referred_on))
            again = tuple((self.facts[name].says, repeat[name]) for name in finding.facts if name in repeat)
            asked = names(finding.criterion.condition) if finding.criterion.condition else ()  # not whom the test is for
            results = self._said(finding, [name for name in finding.facts if name in asked])
            yield Investigation(finding.criterion.cited, tuple(results), now.until, again)

    def declarations(self) -> Iterator[Declaration]:
        """What is declared about somebody's safety, each once; whichever treatment the criterion governs."""
        said = {
            self._words(self.facts[name], value): finding.criterion.clause
            for finding in self.assessment.criteria.values()
            if about_welfare(finding, self.assessment.policy)
            for name, value in finding.facts.items()
            if self.facts[name].sensitivity == SAFEGUARDING
        }
        yield from (Declaration(words, clause) for words, clause in said.items())

    def _said(self, finding: Finding, wanted: Iterable[str]) -> Iterator[Said]:
        """Facts that a criterion looks at, with the days of their evidence; none where it does not apply."""
        for name in wanted if finding.status != NOT_APPLICABLE else ():
            fact, found = self.facts[name], self.assessment.case.get(name)
            if fact.moment is None and name != SOUGHT and fact.sensitivity != SAFEGUARDING:
                on = found.on if isinstance(found, Known) else None
                yield Said(self._words(fact, finding.facts[name]), fact.says, on)

    def _words(self, fact: Fact, value: Value) -> str:
        """A fact as a statement: “she does not smoke”, “her body mass index: 24.1 kg/m²”."""
        clause = fact.values.get(str(value).lower() if isinstance(value, bool) else str(value))
        if clause is not None:
            return clause
        says = self.area(value) if fact.kind == "area" and isinstance(value, str) else say_value(value, fact.unit)
        one = isinstance(value, Decimal) and value == 1 and fact.unit is not None
        return f"{fact.says}: {say_value(value) if one else says}"


def _counts_for_a_time(finding: Finding) -> bool:
    """Whether a criterion sets a time within which a result must lie."""
    criterion = finding.criterion
    conditions = (node for node in (criterion.applies_when, criterion.condition) if node is not None)
    return any(isinstance(node, Current) for tree in conditions for node in every(tree))


def _readings(assessment: Assessment) -> Iterator[Reading]:
    """The clauses of which another reading would lead to another outcome."""
    for criterion in dict.fromkeys(one.criterion.id for one in assessment.readings):
        found = assessment.criteria[criterion].criterion
        others = tuple((one.label, one.outcome) for one in assessment.readings if one.criterion.id == criterion)
        yield Reading(found.cited, found.reading or "", others)
