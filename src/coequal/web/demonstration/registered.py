"""The invented data register: entries in every state, and those under which the invented involvements stand."""

from datetime import date, timedelta
from typing import Any, Final

import yaml
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation, Person
from coequal.accounts.roles import Role
from coequal.assurance.checks.checking import Found, Told, check
from coequal.assurance.checks.points import POINTS
from coequal.assurance.impact.answering import Signed, advise, sign_off, take_down
from coequal.assurance.impact.steps import risk_of
from coequal.assurance.impact.writing import add_risk, draft_of, submit, write
from coequal.assurance.models import DataUse, ImpactVersion
from coequal.assurance.register.entering import end, enter, record_elsewhere
from coequal.assurance.register.own import adopt
from coequal.assurance.register.passing import let_pass
from coequal.assurance.screening.rule import NO, YES, questions
from coequal.assurance.screening.screening import screen
from coequal.involvement.models import Involvement
from coequal.web.demonstration.heard.voices import TEXTS
from coequal.web.demonstration.once import Example, in_place_of, make_once
from coequal.web.demonstration.staff import EXAMPLESHIRE, address, organisation

_FILE: Final = TEXTS.parent / "data-register.yaml"
_EXAMPLE: Final = "the data register"


def registered() -> str:
    """The register. What is there stays as people left it."""
    made = make_once(Example(_EXAMPLE, organisation(EXAMPLESHIRE)), _played)
    return f"Invented data register: {'made' if made else 'kept'}."


def cover(involvement: Involvement, owner: Organisation, evidence: str, on: date) -> None:
    """An entry for an invented involvement that was assessed on paper."""
    officer, governance = _play(Role.INVOLVEMENT_OFFICER, owner), _play(Role.INFORMATION_GOVERNANCE, owner)
    told = {
        "title": f"Answers to “{involvement.title}”"[:200],
        "kind": "survey",
        "purpose": "To hear people.",
        "people": "The public",
    }
    use = enter(officer, owner, told)
    record_elsewhere(governance, use, assessed=True, evidence=evidence, on=on)
    involvement.data_use = use
    involvement.save(update_fields=["data_use"])


def _play(role: Role, owner: Organisation) -> Acting:
    return in_place_of(Person.objects.get(email=address(role, "exampleshire")), role, owner)


def _played() -> None:
    words: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    owner = organisation(EXAMPLESHIRE)
    keeper, advises = _play(Role.POLICY_MANAGER, owner), _play(Role.INFORMATION_GOVERNANCE, owner)
    signs, technical = _play(Role.GOVERNANCE, owner), _play(Role.ADMINISTRATOR, owner)
    made = {name: _entered(keeper, owner, one) for name, one in words["entries"].items()}
    signed = _submitted(keeper, made["approved"], words["texts"])
    advise(advises, signed, "go ahead with changes", words["advice"])
    for who, group in ((advises, "Information governance"), (technical, "Technical group")):
        take_down(who, signed, group, approved=True, says="Approved at the invented meeting.")
    again = timezone.localdate() + timedelta(300)
    accepts = "Gwen Mock, director (invented)"
    sign_off(
        signs,
        signed,
        Signed(accepts, followed=False, why_overruled=words["overruled"], on_consultation="", kept_by=accepts, review_due=again),
    )
    _submitted(keeper, made["submitted"], words["texts"])
    returned = _submitted(keeper, made["returned"], words["texts"])
    take_down(advises, returned, "Information governance", approved=False, says=words["returned"])
    let_pass(signs, made["let-pass"], accepts, words["reason"], timezone.localdate() + timedelta(60))
    record_elsewhere(
        advises, made["elsewhere"], assessed=True, evidence="Record number 8 of 2025 (invented).", on=timezone.localdate()
    )
    points = {key: "no" if key == "kept" else "yes" for key in POINTS}
    found = Found(words["found"], words["recommended"], timezone.localdate() + timedelta(30), "The records team (invented)")
    check(advises, made["approved"], Told(timezone.localdate(), points, words["checked"], accepts), [found])
    end(advises, made["ended"], "The invented service closed, and its files were destroyed.")
    adopt(advises, owner, "accounts")
    adopt(advises, owner, "checker")


def _entered(keeper: Acting, owner: Organisation, one: dict[str, Any]) -> DataUse:
    made = enter(keeper, owner, one["entry"])
    if "yes" in one:
        said = {asked: YES if asked in one["yes"] else NO for asked in questions() if asked not in one.get("open", ())}
        screen(keeper, made, said)
    return made


def _submitted(keeper: Acting, use: DataUse, texts: dict[str, Any]) -> ImpactVersion:
    write(keeper, use, draft_of(use).mark, texts["passages"])
    add_risk(keeper, use, draft_of(use).mark, risk_of(texts["risk"]))
    return submit(keeper, use, draft_of(use).mark)
