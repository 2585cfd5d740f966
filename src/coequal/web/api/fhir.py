"""FHIR R4: policies as questionnaires and as rules, the next question, and a response assessed."""

from typing import Annotated, Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import urlencode
from ninja import Query

from coequal.accounts.guard import EVERYONE
from coequal.accounts.permissions import ASSESS
from coequal.errors import CoequalError
from coequal.exchange.fhir import guidance, terms
from coequal.exchange.fhir.knowledge import knowledge
from coequal.exchange.fhir.next_question import next_question, policy_of, sent
from coequal.exchange.fhir.plan import plan
from coequal.exchange.fhir.questionnaire import head, questionnaire
from coequal.exchange.fhir.response import read_response
from coequal.exchange.fhir.terms import Resource
from coequal.policies.exemptions import from_policy
from coequal.policies.library import split_id
from coequal.policies.model import Policy
from coequal.referrals.pack.fhir import bundle_of
from coequal.referrals.pack.making import NotComplete, pack_of
from coequal.web.api import examples
from coequal.web.api.answers import fhir_of_case, fhir_open
from coequal.web.api.capability import capability
from coequal.web.api.cases import assessed
from coequal.web.api.operations import Part, Says, operation
from coequal.web.api.problems import FHIR_JSON, Problem, unusable
from coequal.web.api.sent import json_of
from coequal.web.shelf import shelf

r4 = Part("fhir")
_TYPES: Final = (FHIR_JSON, "application/json")
_PART: Final = {"tag": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "SUBSETTED"}]}


def _takes(example: object) -> Says:
    words = "A QuestionnaireResponse, by itself or as the parameter “questionnaire-response” of Parameters."
    schema = {"schema": {"$ref": "#/components/schemas/QuestionnaireResponse"}}
    return Says(words, "QuestionnaireResponse", FHIR_JSON, example, {"application/json": schema})


@operation(r4, "GET", "metadata", EVERYONE, answers=Says("A CapabilityStatement", "Resource", FHIR_JSON))
def metadata(request: HttpRequest) -> HttpResponseBase:
    """Say what this server can do in FHIR."""
    return fhir_open(request, capability(request.build_absolute_uri("/api/fhir")))


@operation(r4, "GET", "Questionnaire", EVERYONE, answers=Says("A Bundle", "Resource", FHIR_JSON))
def questionnaires(
    request: HttpRequest,
    url: Annotated[str | None, Query(description="The canonical address, with |version or without.", max_length=300)] = None,
    version: Annotated[str | None, Query(description="The version of the policy.", max_length=100)] = None,
    count: Annotated[int, Query(alias="_count", description="How many stand on a page.", ge=1, le=200)] = 50,
    offset: Annotated[int, Query(alias="_offset", description="How many come before.", ge=0, le=100_000)] = 0,
) -> HttpResponseBase:
    """Search for questionnaires; one that is found alone comes whole, others without their items."""
    address, _, of_address = (url or "").partition("|")
    found = [
        policy
        for versions in shelf().policies.values()
        for policy in versions
        if (not url or f"{terms.QUESTIONNAIRE}{policy.id}" == address)
        and of_address in ("", policy.version)
        and version in (None, policy.version)
    ]
    here = request.build_absolute_uri("/api/fhir/Questionnaire")
    alone = len(found) == 1
    entries = [
        {
            "fullUrl": f"{here}/{terms.identity(policy)}",
            "resource": questionnaire(shelf().rules(policy)) if alone else {**head(policy), "meta": _PART},
            "search": {"mode": "match"},
        }
        for policy in found[offset : offset + count]
    ]
    kept: dict[str, str | int] = {name: str(value) for name, value in request.GET.items() if name != "_offset"}
    links = [{"relation": "self", "url": f"{here}?{urlencode({**kept, '_offset': offset})}"}]
    if offset + count < len(found):
        links.append({"relation": "next", "url": f"{here}?{urlencode({**kept, '_offset': offset + count})}"})
    bundle: Resource = {"resourceType": "Bundle", "type": "searchset", "total": len(found), "link": links}
    return fhir_open(request, {**bundle, **({"entry": entries} if entries else {})})


@operation(r4, "GET", "Questionnaire/{id}", EVERYONE, answers=Says("A Questionnaire", "Resource", FHIR_JSON))
def questionnaire_by_id(request: HttpRequest, id: str) -> HttpResponseBase:  # noqa: A002  # it is FHIR's name for it
    """Read the questionnaire of one version of a policy, by the digest of its text."""
    return fhir_open(request, questionnaire(shelf().rules(_by_id(id, "Questionnaire"))))


@operation(r4, "GET", "PlanDefinition/{id}", EVERYONE, answers=Says("A PlanDefinition", "Resource", FHIR_JSON))
def plan_by_id(request: HttpRequest, id: str) -> HttpResponseBase:  # noqa: A002  # it is FHIR's name for it
    """Read the rules of one version of a policy, to be executed, by the digest of its text."""
    return fhir_open(request, plan(shelf().rules(_by_id(id, "PlanDefinition"))))


@operation(r4, "GET", "PlanDefinition/{id}/$package", EVERYONE, answers=Says("A Bundle", "Resource", FHIR_JSON))
def package_by_id(request: HttpRequest, id: str) -> HttpResponseBase:  # noqa: A002  # it is FHIR's name for it
    """Read all that a version of a policy is in FHIR: the rules, the questions, the values and the text."""
    return fhir_open(request, knowledge(shelf().rules(_by_id(id, "PlanDefinition"))))


@operation(
    r4,
    "POST",
    "Questionnaire/$next-question",
    ASSESS,
    answers=Says("The same response with one more question, or completed", "Resource", FHIR_JSON),
    takes=_takes(examples.BEGUN),
)
def ask_next(request: HttpRequest) -> HttpResponseBase:
    """Ask the next question of an adaptive form: only what could still change the outcome.

    The first time, send a response without items that names the questionnaire. Then send back what you got, with the answer.
    """
    given = sent(json_of(request, _TYPES))
    policy = _policy(given.response)
    found = next_question(given.response, lambda _name: shelf().rules(policy), shelf().today())
    request.auth.recorded("asked the next question about a case", policy)  # type: ignore[attr-defined]  # put there by ninja
    return fhir_of_case(request, given.answer(found))


@operation(
    r4,
    "POST",
    "QuestionnaireResponse/$assess",
    ASSESS,
    answers=Says("A GuidanceResponse, and the answers as they were understood", "Resource", FHIR_JSON),
    takes=_takes(examples.ANSWERED),
)
def assess_response(request: HttpRequest) -> HttpResponseBase:
    """Assess a response, under the version of the policy that it names or that binds on its day."""
    given = sent(json_of(request, _TYPES))
    policy = _policy(given.response)
    found = assessed(policy_of(given.response), read_response(given.response, policy.vocabulary.dictionary))
    request.auth.recorded("assessed a case", found.policy)  # type: ignore[attr-defined]  # put there by ninja
    return fhir_of_case(request, guidance.assessed(found))


@operation(
    r4,
    "POST",
    "QuestionnaireResponse/$refer",
    ASSESS,
    answers=Says("A Bundle: the referral, the answers on which it rests, and who asks for it", "Resource", FHIR_JSON),
    takes=_takes(examples.COMPLETE),
)
def refer_response(request: HttpRequest) -> HttpResponseBase:
    """Make the referral of a response that is eligible and ready, without saying who it is about.

    One that is not complete is refused with what is missing and who can supply it. Where a concern for somebody's safety was
    disclosed nothing is made, and the answer says whom to contact instead.
    """
    given = sent(json_of(request, _TYPES))
    policy = _policy(given.response)
    found = assessed(policy_of(given.response), read_response(given.response, policy.vocabulary.dictionary))
    try:
        exempt = list(from_policy(found.policy, found.case, shelf().library.organisations))
        pack = pack_of(shelf().rules(found.policy), found, shelf().today(), exempt=exempt)
    except NotComplete as error:
        lacks = (f"{one.what}: {one.why} {one.do}" for one in error.missing)
        raise Problem("not-usable", " ".join([error.message, *lacks])) from None
    request.auth.recorded("made a referral", found.policy)  # type: ignore[attr-defined]  # put there by ninja
    return fhir_of_case(request, given.answer(bundle_of(pack)))


def _by_id(id: str, kind: str) -> Policy:  # noqa: A002  # it is FHIR's name for it
    """The version of a policy whose resources have an id. Raises `Problem` where there is none."""
    every = (policy for versions in shelf().policies.values() for policy in versions)
    found = next((policy for policy in every if terms.identity(policy) == id), None)
    if found is None:
        raise Problem("not-found", f"There is no {kind} with this id. Search Questionnaire by url; the ids are the same.")
    return found


def _policy(response: Resource) -> Policy:
    """The policy whose questionnaire a response answers; without a version, the one that binds today. Raises `Problem`."""
    try:
        return shelf().policy(*split_id(policy_of(response)))
    except CoequalError as error:
        path: dict[str, Any] = {"expression": "QuestionnaireResponse.questionnaire"} if error.place is None else {}
        problem = unusable(error)
        problem.expression = path.get("expression", problem.expression)
        raise problem from None
