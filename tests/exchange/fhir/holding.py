"""What the tests of FHIR share: policies of the library, cases of every kind, and validators that are not ours.

`fhir.resources` knows no plain R4, so resources are held against R4B, whose parts that we use are the same.
"""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, cast

import fhirpathpy
from fhir.resources.R4B import get_fhir_model_class
from fhirpathpy.models import models
from hypothesis import strategies as st

from coequal.eligibility.assessor import Assessor
from coequal.errors import CoequalError
from coequal.exchange.fhir.written import written
from coequal.exchange.loaded import load
from coequal.facts.case import REASONS, Case, Known, NotKnown
from coequal.facts.dictionary import Dictionary, Fact
from coequal.facts.strict_json import read_json
from coequal.facts.values import Value

POLICY = "norfolk-and-waveney/assisted-conception"
ADDRESS = f"tag:coequal,2026:fhir/Questionnaire/{POLICY}|2022-07"
DAY = date(2023, 5, 2)
Resource = dict[str, Any]


@cache
def norfolk() -> Assessor:
    """The policy of Norfolk and Waveney, compiled."""
    return load(POLICY, on=DAY)


def valid(resource: Resource) -> Resource:
    """The resource as whoever gets it reads it, held against the validator."""
    text = written(resource)
    get_fhir_model_class(resource["resourceType"]).model_validate_json(text)
    return cast("Resource", read_json(text.encode(), "resource"))


def by_path(resource: Resource, path: str) -> list[Any]:
    """What another engine finds in a resource at a FHIRPath."""
    return cast("list[Any]", fhirpathpy.evaluate(resource, path, {}, models["r4"]))


def refused(of: Any) -> CoequalError:
    """The error that something raises."""
    try:
        of()
    except CoequalError as error:
        return error
    raise AssertionError("nothing was refused")


def items(resource: Resource) -> dict[str, Resource]:
    """Every item of a questionnaire or a response, by its linkId."""
    found: dict[str, Resource] = {}
    for item in resource.get("item", []):
        found |= {item["linkId"]: item, **items(item)}
    return found


def answered(*pairs: tuple[str, Resource], questionnaire: str = ADDRESS, **more: Any) -> Resource:
    """A response with answers, each under its linkId."""
    found = [{"linkId": link, "answer": [answer]} for link, answer in pairs]
    return {"resourceType": "QuestionnaireResponse", "questionnaire": questionnaire, "status": "in-progress", "item": found, **more}


def cases(dictionary: Dictionary) -> st.SearchStrategy[Case]:
    """Cases with any facts of a dictionary, known with and without a date, and not known for every reason."""
    facts = [fact for fact in dictionary.facts.values() if fact.formula is None]
    one = st.sampled_from(facts).flatmap(lambda fact: st.tuples(st.just(fact.name), _findings(fact)))
    return st.lists(one, max_size=12).map(lambda found: Case(dict(found)))


def _findings(fact: Fact) -> st.SearchStrategy[Known | NotKnown]:
    on = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)) if fact.dated else st.none()
    return st.builds(NotKnown, st.sampled_from(REASONS)) | st.builds(Known, _values(fact), on)


def _values(fact: Fact) -> st.SearchStrategy[Value]:
    low, high = fact.plausible
    match fact.kind:
        case "boolean":
            return st.booleans()
        case "choice":
            return st.sampled_from(list(fact.values))
        case "area":
            return st.sampled_from(["26A", "06P", "QNC"])
        case "date":
            assert isinstance(low, date)
            assert isinstance(high, date)
            return st.integers(0, (high - low).days).map(lambda days: low + timedelta(days))
        case _:
            step = Decimal(1).scaleb(-fact.decimals)
            assert isinstance(low, Decimal)
            assert isinstance(high, Decimal)
            return st.integers(int(low / step), int(high / step)).map(lambda steps: (steps * step).quantize(step))
