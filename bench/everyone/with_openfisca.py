"""The same work in OpenFisca: a variable for each fact and each criterion, each worked out for everybody at once with NumPy.

OpenFisca has no value that is not known, so every fact has a twin that says where it is known, and a criterion is one
of three. Numbers with decimals are of 32 bits there. Facts are laid out for it beforehand; each run is a new simulation,
for it remembers what it has worked out.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from bench.everyone.checksum import CRITERIA, TREATMENTS, Checksum, bits, column, counted, deciding
from bench.everyone.days import months_before
from bench.everyone.people import DAY, area_codes, given_facts
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit, period
from openfisca_core.populations import Population
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from coequal.eligibility.outcome import OUTCOMES
from coequal.facts.dictionary import Fact

Person = build_entity(key="person", plural="people", label="somebody who asks for treatment", is_person=True)
Passes = Enum("Passes", {"not_known": "not known", "yes": "yes", "no": "no"})
Outcome = Enum("Outcome", {name.replace(" ", "_"): name for name in OUTCOMES})
NOW = period(str(DAY))  # nothing here depends on it, but a formula is asked for a time


class Truth:
    """Where something is certainly true and where it is certainly false; elsewhere it is not known."""

    __slots__ = ("no", "yes")

    def __init__(self, yes: Any, no: Any) -> None:
        """Two arrays of booleans, never both true."""
        self.yes, self.no = yes, no

    def __and__(self, other: "Truth") -> "Truth":
        return Truth(self.yes & other.yes, self.no | other.no)

    def __or__(self, other: "Truth") -> "Truth":
        return Truth(self.yes | other.yes, self.no & other.no)

    def __invert__(self) -> "Truth":
        return Truth(self.no, self.yes)


class Facts:
    """The facts of a population, each with where it is known."""

    def __init__(self, people: Population) -> None:
        """The facts of some people."""
        self.people = people

    def __getitem__(self, name: str) -> Any:
        return self.people(name, NOW)

    def known(self, *names: str) -> Any:
        """Where all of some facts are known."""
        known = [self[f"{name}_known"] for name in names]
        return known[0] if len(known) == 1 else np.logical_and.reduce(known)

    def so(self, name: str) -> Truth:
        """A fact that is true or false."""
        return where(self.known(name), self[name])

    def test(self, name: str, holds: Callable[[Any], Any]) -> Truth:
        """Something about one fact."""
        return where(self.known(name), holds(self[name]))

    def least(self, name: str, least: int) -> Truth:
        """A number that is so much or more."""
        return self.test(name, lambda value: value >= least)

    def most(self, name: str, most: int) -> Truth:
        """A number that is so much or less."""
        return self.test(name, lambda value: value <= most)

    def equals(self, name: str, index: int) -> Truth:
        """A choice, by its place among those that can be made."""
        return self.test(name, lambda value: value.view(np.ndarray) == index)

    def reached(self, earlier: str, later: str, months: int) -> Truth:
        """Whether so many months lie between two dates."""
        return where(self.known(earlier, later), self[earlier] <= self[f"{later}_less_{months}"])

    def recent(self, earlier: str, later: str, months: int) -> Truth:
        """Whether one date is in the so many months before another, ends included."""
        on = self[earlier]
        return where(self.known(earlier, later), (self[f"{later}_less_{months}"] <= on) & (on <= self[later]))

    def current(self, test: str, months: int, holds: Callable[[Any], Any]) -> Truth:
        """Something about a result, not known unless it is dated within so many months before referral."""
        return where(self.known(test) & self.recent(f"{test}_date", "referral_date", months).yes, holds(self[test]))


def where(known: Any, holds: Any) -> Truth:
    """What holds, where it is known."""
    return Truth(known & holds, known & ~holds)


def criteria() -> dict[str, Callable[[Facts], Truth]]:
    """What each criterion comes to."""
    alone, man, here = (("partner", 0), ("partner", 1), area_codes().index("26A"))
    unexplained, diagnosed = (("cause_of_infertility", 0), ("cause_of_infertility", 1))

    def trying(f: Facts) -> Truth:
        given = f.known("months_trying")
        told, worked_out = f.least("months_trying", 36), f.reached("trying_since", "referral_date", 36)
        return Truth(np.where(given, told.yes, worked_out.yes), np.where(given, told.no, worked_out.no))

    def aged(f: Facts, years: int) -> Truth:
        return f.reached("patient_date_of_birth", "treatment_start_date", 12 * years)

    def cycles(f: Facts, fewer_than: int) -> Truth:
        together = f["nhs_fresh_cycles"] + f["private_fresh_cycles"]
        return where(f.known("nhs_fresh_cycles", "private_fresh_cycles"), together < fewer_than)

    def previous_cycles(f: Facts) -> Truth:
        over = aged(f, 40)
        return over | (~over & (cycles(f, 2) | (f.most("nhs_embryo_transfers", 3) & f.so("frozen_embryos_stored"))))

    def smoke_free(f: Facts, who: str) -> Truth:
        return ~f.so(f"{who}_smokes") | (f.so(f"{who}_stop_smoking_programme") & f.so(f"{who}_co_verified"))

    def registered(f: Facts, who: str) -> Truth:
        return f.reached(f"{who}_registered_since", "referral_date", 12)

    def viruses(f: Facts, who: str) -> Truth:
        tests = (f"{who}_{virus}_test" for virus in ("hepatitis_b", "hepatitis_c", "hiv"))
        one, two, three = (f.recent(test, "referral_date", 24) for test in tests)
        return one & two & three

    return {
        "ovarian-reserve": lambda f: (
            f.current("amh", 12, lambda amh: amh > 5.4) | (~f.so("amh_offered_locally") & f.current("fsh", 3, lambda fsh: fsh < 9))
        ),
        "age-under-40": lambda f: aged(f, 23),
        "body-mass-index": lambda f: f.test("patient_bmi", lambda bmi: (bmi >= 19) & (bmi <= 30)),
        "infertility": lambda f: (
            f.equals(*diagnosed)
            | (f.equals(*unexplained) & trying(f))
            | (f.least("insemination_cycles", 6) & f.most("insemination_months", 36))
        ),
        "previous-cycles": previous_cycles,
        "age-40-to-41": lambda f: (
            ~aged(f, 40) | (~aged(f, 42) & cycles(f, 1) & ~f.so("low_ovarian_reserve") & f.so("implications_discussed"))
        ),
        "smoking": lambda f: smoke_free(f, "patient") & (f.equals(*alone) | smoke_free(f, "partner")),
        "no-living-child": lambda f: (
            f.most("patient_living_children", 0) & (f.equals(*alone) | f.most("partner_living_children", 0))
        ),
        "no-sterilisation": lambda f: ~f.so("patient_sterilised") & (f.equals(*alone) | ~f.so("partner_sterilised")),
        "welfare-of-the-child": lambda f: ~f.so("welfare_concern"),
        "other-medical-grounds": lambda f: ~f.so("other_medical_grounds"),
        "registration": lambda f: (
            f.equals("patient_area", here)
            & (registered(f, "patient") | (~f.equals(*alone) & f.equals("partner_area", here) & registered(f, "partner")))
        ),
        "tubal-investigation": lambda f: ~f.equals("tubal_investigation", 1),
        "rubella-antibodies": lambda f: f.so("rubella_antibodies_tested"),
        "day-2-fsh": lambda f: f.so("day_2_fsh_tested"),
        "chlamydia": lambda f: f.so("patient_chlamydia_screened"),
        "patient-blood-borne-viruses": lambda f: viruses(f, "patient"),
        "semen-analysis": lambda f: (
            ~f.equals(*man) | (f.so("semen_analysis_done") & (~f.so("semen_analysis_abnormal") | f.so("semen_follow_up_done")))
        ),
        "partner-blood-borne-viruses": lambda f: ~f.equals(*man) | viruses(f, "partner"),
        "embryo-testing": lambda f: ~f.so("embryo_testing_needed"),
        "rubella-immune": lambda f: f.so("patient_rubella_immune"),
        "iui-donor-sperm": lambda f: ~f.so("donor_sperm_needed"),
        "iui-offered": lambda f: Truth(nobody := np.zeros(f.people.count, dtype=bool), ~nobody),
    }


def _variable(name: str, value_type: type, formula: Callable[..., Any] | None = None, **more: Any) -> type[Variable]:
    found = {"value_type": value_type, "entity": Person, "definition_period": DateUnit.ETERNITY, "label": name, **more}
    return type(name, (Variable,), found if formula is None else {**found, "formula": formula})


def _of_fact(fact: Fact) -> list[type[Variable]]:
    """A fact, where it is known, and the same of its date."""
    found = [_value(fact), _variable(f"{fact.column}_known", bool)]
    if fact.dated:
        found += [_variable(f"{fact.column}_date", date), _variable(f"{fact.column}_date_known", bool)]
    return found


def _value(fact: Fact) -> type[Variable]:
    match fact.kind:
        case "boolean":
            return _variable(fact.column, bool)
        case "number":
            return _variable(fact.column, float if fact.decimals else int)
        case "date":
            return _variable(fact.column, date)
    choices = _choices(fact)
    return _variable(fact.column, Enum, possible_values=choices, default_value=next(iter(choices)))


def _choices(fact: Fact) -> type[Enum]:
    """What can be chosen, in the dictionary's order; of areas, those in which people are."""
    values = area_codes() if fact.kind == "area" else tuple(fact.values)
    return Enum(fact.column, {f"_{value.replace(' ', '_')}": value for value in values})


def _moved(name: str, months: int) -> type[Variable]:
    def formula(person: Population, _period: Any) -> Any:
        return months_before(person(name, NOW), months)

    return _variable(f"{name}_less_{months}", date, formula)


def _criterion(criterion: str, meaning: Callable[[Facts], Truth]) -> type[Variable]:
    def formula(person: Population, _period: Any) -> Any:
        truth = meaning(Facts(person))
        return EnumArray(truth.yes.view(np.uint8) + 2 * truth.no.view(np.uint8), Passes)

    return _variable(f"{column(criterion)}_passes", Enum, formula, possible_values=Passes, default_value=Passes.not_known)


def _mask(name: str, value: int) -> type[Variable]:
    """The bits of the criteria that come to a value, by its place in `Passes`."""

    def formula(person: Population, _period: Any) -> Any:
        mask = np.zeros(person.count, dtype=np.int32)
        for criterion in CRITERIA:
            mask |= (person(f"{column(criterion)}_passes", NOW).view(np.ndarray) == value) * np.int32(bits([criterion]))
        return mask

    return _variable(name, int, formula)


def _outcome(treatment: str) -> type[Variable]:
    required, judged = deciding(treatment, judgement=False), deciding(treatment, judgement=True)

    def formula(person: Population, _period: Any) -> Any:
        not_met, not_known = person("not_met", NOW), person("not_known", NOW)
        tests = [not_met & required != 0, not_met & judged != 0, not_known & (required | judged) != 0]
        return EnumArray(np.select(tests, [np.uint8(3), np.uint8(2), np.uint8(1)], np.uint8(0)), Outcome)

    return _variable(treatment, Enum, formula, possible_values=Outcome, default_value=next(iter(Outcome)))


@cache
def system() -> TaxBenefitSystem:
    """The policy as OpenFisca has it."""
    found = TaxBenefitSystem([Person])
    meanings = criteria()
    moved = [*(("referral_date", months) for months in (3, 12, 24, 36)), *(("treatment_start_date", 12 * y) for y in (23, 40, 42))]
    found.add_variables(
        *(variable for fact in given_facts() for variable in _of_fact(fact)),
        *(_moved(*one) for one in moved),
        *(_criterion(criterion, meanings[criterion]) for criterion in CRITERIA),
        _mask("not_met", 2),
        _mask("not_known", 0),
        *map(_outcome, TREATMENTS),
    )
    return found


def laid_out(table: pa.Table) -> dict[str, Any]:
    """An array for each fact and one for where it is known, in the types that OpenFisca has."""
    found: dict[str, Any] = {}
    for fact in given_facts():
        for name in (fact.column, f"{fact.column}_date") if fact.dated else (fact.column,):
            values = table[name].combine_chunks()
            found[f"{name}_known"] = values.is_valid().to_numpy(zero_copy_only=False)
            found[name] = _array(fact, values, system().variables[name].dtype)
    return found


def _array(fact: Fact, values: pa.Array, dtype: Any) -> Any:
    if isinstance(values, pa.DictionaryArray):
        choices = system().variables[fact.column].possible_values
        order = [choice.value for choice in choices]
        places = np.array([order.index(value) for value in values.dictionary.to_pylist()])
        return EnumArray(places[pc.fill_null(values.indices, 0).to_numpy()].astype(dtype), choices)
    if values.type == pa.date32():
        return pc.fill_null(values.view(pa.int32()), 0).to_numpy().astype(np.int64).view(dtype)
    nothing = False if values.type == pa.bool_() else 0
    return pc.fill_null(values, nothing).to_numpy(zero_copy_only=False).astype(dtype)


def assessed(facts: Mapping[str, Any]) -> Checksum:
    """What comes out for people whose facts are laid out already."""
    rows = len(facts["referral_date"])
    simulation = SimulationBuilder().build_default_simulation(system(), rows)
    for name, values in facts.items():
        simulation.set_input(name, NOW, values)
    each = [simulation.calculate(f"{column(criterion)}_passes", NOW).view(np.ndarray) for criterion in CRITERIA]
    outcomes = [simulation.calculate(treatment, NOW).view(np.ndarray) for treatment in TREATMENTS]
    return Checksum(
        rows=rows,
        not_met=int(simulation.calculate("not_met", NOW).sum(dtype=np.int64)),
        not_known=int(simulation.calculate("not_known", NOW).sum(dtype=np.int64)),
        outcomes=tuple(tuple(np.bincount(found, minlength=len(OUTCOMES)).tolist()) for found in outcomes),
        criteria=tuple(counted(rows, np.count_nonzero(found == 2), np.count_nonzero(found == 0)) for found in each),
    )
