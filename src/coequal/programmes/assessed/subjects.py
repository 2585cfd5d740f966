"""Options, versions of policies and programmes as what an assessment of equality and quality can be about."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.timezone import localdate

from coequal.accounts.models import Organisation
from coequal.analyses.surroundings import around
from coequal.assurance.equality.answers import BOTH, NEGATIVE, NONE, NOT_KNOWN, POSITIVE, Answer
from coequal.assurance.equality.subject import OPTION, POLICY, PROGRAMME, Subject
from coequal.assurance.impact.steps import NOT_KNOWN as RISK_NOT_KNOWN
from coequal.assurance.impact.steps import Risk
from coequal.drafting.models import Draft
from coequal.drafting.saving import head_of
from coequal.errors import CoequalError
from coequal.policies.binding import choose
from coequal.policies.load import digest
from coequal.programmes.models import Option, Programme
from coequal.programmes.models.options import DROPPED
from coequal.programmes.options.impacts import BETTER, MIXED, WORSE
from coequal.programmes.options.standing import EQUALITY, QUALITY, impacts_of
from coequal.programmes.telling.public import has_options

_EFFECTS = {BETTER: POSITIVE, WORSE: NEGATIVE, MIXED: BOTH, "none": NONE}


def of_option(option: Option) -> Subject:
    """An option. Its digest is of its words and of the text that it means; of a draft, as that is now."""
    draft = Draft.objects.filter(reference=option.policy, organisation=option.organisation).first() if option.policy else None
    text = head_of(draft).digest if draft else option.digest
    words = [option.title, option.about, option.policy, text, option.changes_nothing]
    public = option.area.programme.published is not None and has_options(option.area)
    return Subject(option.organisation, OPTION, option.reference, option.title, _digest(words), public, option.state)


def of_programme(programme: Programme) -> Subject:
    """A programme. Its digest is of what it says of itself and of its service areas."""
    areas = [[one.reference, one.title, one.about] for one in programme.areas.all()]
    words = [programme.title, programme.purpose, areas]
    public = programme.published is not None
    return Subject(programme.organisation, PROGRAMME, programme.reference, programme.title, _digest(words), public, programme.state)


def of_policy(organisation: Organisation, name: str) -> Subject | None:
    """A version of a policy in the library, as `area/service@version`; None where there is none."""
    today = localdate()

    def day_of(_policy: object) -> date:
        return today

    if "@" not in name:
        return None
    try:
        policy = choose(around(organisation.code).library, name, day_of, today).policy
    except CoequalError:
        return None
    return Subject(organisation, POLICY, name, f"{policy.title}, {name}", policy.digest, public=True)


def subject_of(organisation: Organisation, kind: str, key: str) -> Subject | None:
    """What an assessment is about, as it is now; None where it is not there, or is another organisation's."""
    if kind == OPTION:
        option = Option.objects.filter(reference=key, area__programme__organisation=organisation).first()
        return of_option(option) if option else None
    if kind == PROGRAMME:
        programme = Programme.objects.filter(reference=key, organisation=organisation).first()
        return of_programme(programme) if programme else None
    return of_policy(organisation, key) if kind == POLICY else None


def offered(organisation: Organisation) -> Iterator[Subject]:
    """What of an organisation's programmes can be assessed: each of them, and each of its options that was not dropped."""
    for programme in organisation.programmes.filter(ended=None, history_only=False):
        yield of_programme(programme)
        options = Option.objects.filter(area__programme=programme).exclude(place=DROPPED)
        yield from map(of_option, options.select_related("area__programme__organisation"))


def written_before(subject: Subject) -> tuple[dict[str, Answer], dict[str, Risk]]:
    """What was written of an option's impacts beside the options, so that nobody types it again: of groups, and of quality."""
    option = Option.objects.filter(reference=subject.key).first() if subject.kind == OPTION else None
    if option is None:
        return {}, {}
    groups = {
        matter: Answer(_EFFECTS.get(one.effect, NOT_KNOWN), one.says, measure=one.measures)
        for matter, one in impacts_of(option, EQUALITY).items()
        if one
    }
    risks = {
        matter: Risk(one.says, RISK_NOT_KNOWN, RISK_NOT_KNOWN, one.measures)
        for matter, one in impacts_of(option, QUALITY).items()
        if one
    }
    return groups, risks


def _digest(words: Sequence[object]) -> str:
    return digest(json.dumps(words, ensure_ascii=False))
