"""A policy as a bundle of FHIR that other people's systems can execute."""

import json
from base64 import b64decode
from pathlib import Path

from coequal.eligibility.rules import Rules
from coequal.exchange.fhir import terms
from coequal.exchange.fhir.knowledge import knowledge
from coequal.exchange.forms import FORMS, Asked
from coequal.policies.library import Library
from coequal.policies.load import read_policy
from tests.exchange.dmn.test_decisions import policy as small
from tests.exchange.fhir.holding import DAY, Resource, norfolk, valid


def by_type(bundle: Resource, wanted: str) -> list[Resource]:
    return [one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == wanted]


def test_every_policy_of_the_library_is_a_valid_bundle() -> None:
    """Each resource in it is valid too and has an address of its own, and what the rules depend on is there."""
    seen = 0
    for policy in Library().policies():
        bundle = valid(knowledge(Rules(policy)))
        addresses = [one["fullUrl"] for one in bundle["entry"]]
        assert len(set(addresses)) == len(addresses)
        for one in bundle["entry"]:
            valid(one["resource"])
        (plan,) = by_type(bundle, "PlanDefinition")
        assert not any("|" in one for one in addresses)
        assert {plan["relatedArtifact"][-1]["resource"], *plan["library"]} <= {one.replace("%7C", "|") for one in addresses}
        assert [one["id"] for one in plan["action"][0]["action"]] == [one.id for one in policy.criteria] or not policy.criteria
        seen += 1
    assert seen > 50


def test_the_library_holds_the_text_and_whatever_else_is_given() -> None:
    """The text is the policy file byte for byte; a model in another language goes along under its media type."""
    policy = norfolk().policy
    (library,) = by_type(knowledge(norfolk().rules, {"application/dmn+xml": b"<definitions/>"}), "Library")
    found = {one["contentType"]: b64decode(one["data"]) for one in library["content"]}
    assert found == {"text/markdown": Path(policy.file.file).read_bytes(), "application/dmn+xml": b"<definitions/>"}


def test_a_policy_that_only_dmn_cannot_say_is_a_bundle_all_the_same() -> None:
    """The Library says that the model is not there, and why; of any other policy it is."""
    for amount, there in (("cycles", True), ("outcome.s", False)):
        own = small({}, {amount: "1"})
        (library,) = by_type(json.loads(FORMS["fhir-bundle"].write(Asked(policy=own, library=Library(), on=DAY))), "Library")
        kinds = [one["contentType"] for one in library["content"]]
        assert (FORMS["dmn"].media in kinds, "There is no model in DMN with it." in library["description"]) == (there, not there)
    assert 'The amount "outcome.s" of ivf cannot be a name in DMN.' in library["description"]
    assert library["description"].endswith(terms.PEOPLE_DECIDE)


def test_a_member_of_a_family_brings_what_its_family_says_too() -> None:
    """Whoever gets it can read the whole policy, in words, and read it again as the same policy; the description says whose it is."""
    members = [policy for policy in Library().policies() if policy.family]
    assert len({policy.family for policy in members}) > 1
    for policy in members:
        (library,) = by_type(knowledge(Rules(policy)), "Library")
        assert library["description"].startswith(f"The text is that of the family {policy.family}, with the values of this area")
        (text,) = [b64decode(one["data"]).decode() for one in library["content"] if one["contentType"] == "text/markdown"]
        again = read_policy(text, "here.md", lambda _service, own=policy: own.vocabulary)
        assert Rules(again).conditions == Rules(policy).conditions
        assert [(one.id, one.title, one.otherwise) for one in again.criteria] == [
            (one.id, one.title, one.otherwise) for one in policy.criteria
        ]


def test_a_file_that_has_changed_since_is_not_taken_for_the_text(tmp_path: Path) -> None:
    """The text is put together from what was read, so that it is always the policy that the rules are of."""
    path = tmp_path / "own.md"
    text = Path(norfolk().policy.file.file).read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    policy = read_policy(text, str(path), lambda _service: norfolk().policy.vocabulary)
    path.write_text(text.replace("[19 .. 30]", "[19 .. 35]"), encoding="utf-8")
    (library,) = by_type(knowledge(Rules(policy)), "Library")
    found = b64decode(library["content"][0]["data"]).decode()
    assert "patient BMI in [19 .. 30]" in found
    assert "[19 .. 35]" not in found


def test_a_code_that_nobody_has_verified_makes_a_value_set_a_draft() -> None:
    """A choice's own values need no doubt."""
    sets = {one["url"].rpartition("/")[2]: one for one in by_type(knowledge(norfolk().rules), "ValueSet")}
    assert (sets["patient_bmi.codes"]["status"], sets["partner"]["status"]) == ("draft", "active")
    assert "not been verified" in sets["patient_bmi.codes"]["description"]
    (included,) = sets["patient_bmi.codes"]["compose"]["include"]
    assert included["concept"][0]["extension"] == [{"url": "tag:coequal,2026:fhir/code-not-verified", "valueBoolean": True}]
