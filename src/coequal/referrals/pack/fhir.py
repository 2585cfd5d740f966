"""A referral pack as a FHIR R4 Bundle: the request, the answers it rests on, what was computed from them, who asks, and for whom.

Nothing in it says that somebody approved anything: the request is a draft until a person sends it.
"""

from base64 import b64encode
from collections.abc import Iterator
from typing import Final
from uuid import UUID, uuid5

from coequal.comparison.naming import titled
from coequal.documents.media import MEDIA_TYPES
from coequal.exchange.fhir import terms
from coequal.exchange.fhir.guidance import guidance
from coequal.exchange.fhir.response import response
from coequal.exchange.fhir.terms import Resource, extension
from coequal.exchange.fhir.written import written
from coequal.policies.model import Policy
from coequal.referrals.pack.model import Pack
from coequal.referrals.pack.people import Referred, Referrer
from coequal.referrals.pack.welfare import require_no_stop

NHS_NUMBER: Final = "https://fhir.nhs.uk/Id/nhs-number"
_HL7: Final = "http://terminology.hl7.org/CodeSystem"
RESTRICTED: Final = {"system": f"{_HL7}/v3-Confidentiality", "code": "R", "display": "restricted"}
NORMAL: Final = {"system": f"{_HL7}/v3-Confidentiality", "code": "N", "display": "normal"}
REPRODUCTIVE: Final = {
    "system": f"{_HL7}/v3-ActCode",
    "code": "SEX",
    "display": "sexuality and reproductive health information sensitivity",
}
_PARTNER: Final = {"system": f"{_HL7}/v3-RoleCode", "code": "SIGOTHR", "display": "significant other"}
_SPACE: Final = UUID("6d6ea1c5-6a0d-5b7c-9a53-0f3f5b1f6a26")  # of our own; what is in it depends on content alone
_LETTER: Final = "Referral pack"
_NOT_GIVEN: Final = {"display": "Filled in by hand"}  # a request must have a subject


def treatments_of(policy: Policy) -> str:
    """The code system in which the treatments of a policy are codes."""
    return f"{terms.OURS}/treatments/{policy.id}"


def bundle_of(pack: Pack, letter: bytes | None = None) -> Resource:
    """The bundle; the same pack gives the same bundle, with the same addresses in it. `letter` is the pack as a PDF, to go along.

    Raises `WelfareStop`.
    """
    require_no_stop(pack.assessment)
    return _Bundle(pack, letter).whole()


class _Bundle:
    """The resources of one pack, each with an address that the whole content gives."""

    def __init__(self, pack: Pack, letter: bytes | None) -> None:
        self.pack, self.letter = pack, letter
        # The content of all of them goes into every address, so that none can be guessed from what one person is called.
        self.seed = uuid5(_SPACE, written([parts for _, parts in self._parts(UUID(int=0))]))
        labels = [RESTRICTED, REPRODUCTIVE] if pack.protected else [NORMAL]
        self.meta = {"security": labels}

    def whole(self) -> Resource:
        """The bundle itself."""
        entries = [
            {"fullUrl": _address(self.seed, name), "resource": {"resourceType": parts["resourceType"], "meta": self.meta, **parts}}
            for name, parts in self._parts(self.seed)
        ]
        return {"resourceType": "Bundle", "meta": self.meta, "type": "collection", "entry": entries}

    def _parts(self, seed: UUID) -> Iterator[tuple[str, Resource]]:
        """Each resource by a name of its own; the request first, since it leads to the others."""
        pack = self.pack
        yield "request", self._request(seed)
        yield "answers", self._answers(seed)
        yield "guidance", {**guidance(pack.assessment), "subject": self._subject(seed)}
        if pack.referred:
            yield "patient", {"resourceType": "Patient", **_person(pack.referred)}
        if pack.referred and pack.referred.partner:
            about = {"patient": _to(seed, "patient"), "relationship": [{"coding": [_PARTNER]}]}
            yield "partner", {"resourceType": "RelatedPerson", **about, **_person(pack.referred.partner)}
        if pack.referrer:
            yield from _asking(pack.referrer, seed)
        if self.letter is not None:
            yield "letter", self._document(seed, self.letter)

    def _request(self, seed: UUID) -> Resource:
        pack = self.pack
        policy, treatment = pack.policy, pack.assessment.sought.treatment
        code = {"system": treatments_of(policy), "code": treatment.id, "display": treatment.name}
        letter = ["letter"] if self.letter is not None else []
        details = [{"text": f"{name}: {amount}"} for name, amount in pack.amounts]
        notes = [*(f"It depends on how the policy is read: {one.cited}." for one in pack.readings), terms.PEOPLE_DECIDE]
        if pack.referrer and pack.referrer.began:
            notes += [f"The referral was begun by {pack.referrer.began}."]
        notes += [f"Not known, and known it could change the answer: {says}." for says in pack.open]
        return {
            "resourceType": "ServiceRequest",
            "extension": [extension(terms.DIGEST, "String", policy.digest)],
            "instantiatesUri": [f"{terms.POLICY}{policy.id}|{policy.version}"],
            "status": "draft",
            "intent": "proposal",
            "code": {"coding": [code], "text": f"{treatment.name} under {titled(policy)}, version {policy.version}"},
            **({"orderDetail": details} if details else {}),
            "subject": self._subject(seed),
            "authoredOn": pack.referred_on.isoformat(),
            **({"requester": _to(seed, "role")} if pack.referrer else {}),
            "supportingInfo": [_to(seed, name) for name in ("answers", "guidance", *letter)],
            "note": [{"text": text} for text in (*notes, *pack.assumptions)],
        }

    def _answers(self, seed: UUID) -> Resource:
        return {
            **response(self.pack.case, self.pack.policy),
            "subject": self._subject(seed),
            "authored": self.pack.made_on.isoformat(),
            **({"author": _to(seed, "role")} if self.pack.referrer else {}),
        }

    def _document(self, seed: UUID, letter: bytes) -> Resource:
        """The same for people to read; preliminary, as the request is a draft."""
        attachment = {
            "contentType": MEDIA_TYPES["pdf"],
            "data": b64encode(letter).decode(),
            "title": _LETTER,
            "creation": self.pack.made_on.isoformat(),
        }
        return {
            "resourceType": "DocumentReference",
            "status": "current",
            "docStatus": "preliminary",
            "type": {"text": _LETTER},
            "subject": self._subject(seed),
            **({"author": [_to(seed, "role")]} if self.pack.referrer else {}),
            "content": [{"attachment": attachment}],
            "context": {"related": [_to(seed, "request")]},
        }

    def _subject(self, seed: UUID) -> Resource:
        return _to(seed, "patient") if self.pack.referred else _NOT_GIVEN


def _person(person: Referred) -> Resource:
    """What is known of a person; what is not known is left out, as FHIR wants it."""
    number = "".join(person.nhs_number.split())
    found = {
        "identifier": [{"system": NHS_NUMBER, "value": number}] if number else None,
        "name": [{"text": person.name}] if person.name else None,
        "telecom": _reach(person.telephone, person.email),
        "birthDate": person.born.isoformat() if person.born else None,
        "address": [{"text": person.address}] if person.address else None,
    }
    return {name: value for name, value in found.items() if value}


def _asking(referrer: Referrer, seed: UUID) -> Iterator[tuple[str, Resource]]:
    """Who refers, the organisation, and the role there."""
    address = {"address": [{"text": referrer.address}]} if referrer.address else {}
    yield "organisation", {"resourceType": "Organization", "name": referrer.organisation, **address}
    yield "practitioner", {"resourceType": "Practitioner", "name": [{"text": referrer.name}]}
    reach = _reach(referrer.telephone, referrer.email)
    yield (
        "role",
        {
            "resourceType": "PractitionerRole",
            "practitioner": _to(seed, "practitioner"),
            "organization": _to(seed, "organisation"),
            "code": [{"text": referrer.role}],
            **({"telecom": reach} if reach else {}),
        },
    )


def _reach(telephone: str, email: str) -> list[Resource]:
    return [{"system": system, "value": value} for system, value in (("phone", telephone), ("email", email)) if value]


def _to(seed: UUID, name: str) -> Resource:
    return {"reference": _address(seed, name)}


def _address(seed: UUID, name: str) -> str:
    return uuid5(seed, name).urn
