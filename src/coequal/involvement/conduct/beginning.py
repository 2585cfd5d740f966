"""How an involvement begins: from nothing, or as a copy of another one."""

from typing import Final

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import BEGIN_INVOLVEMENT
from coequal.accounts.trail import record
from coequal.involvement.models import Audience, Involvement, Paper, Quota, Survey

_COPIED: Final = ("programme", "bodies", "body", "purpose", "proposals", "policies", "services", "areas", "questions", "plan")


def begin(acting: Acting, organisation: Organisation, title: str, body: str) -> Involvement:
    """A new involvement, which is being prepared."""
    with transaction.atomic():
        made = Involvement.objects.create(organisation=organisation, title=title, body=body, made_by=acting.person)
        record(acting.acting_as(require(acting, BEGIN_INVOLVEMENT, made)), "began an involvement", made)
    return made


def copy(acting: Acting, source: Involvement) -> Involvement:
    """A new involvement with what another one is about, its plan, papers and surveys, and nothing that was said or answered."""
    with transaction.atomic():
        require(acting, BEGIN_INVOLVEMENT, source)
        about = {name: getattr(source, name) for name in _COPIED}
        made = Involvement.objects.create(
            organisation=source.organisation, title=f"{source.title[:190]} (copy)", made_by=acting.person, **about
        )
        for audience in source.audiences.all():
            Audience.objects.create(involvement=made, name=audience.name, why=audience.why, how=audience.how)
        for quota in source.quotas.all():
            Quota.objects.create(
                involvement=made, question=quota.question, answer=quota.answer, share=quota.share, source=quota.source
            )
        for paper in source.papers.all():
            Paper.objects.create(
                involvement=made, title=paper.title, kind=paper.kind, language=paper.language, text=paper.text, url=paper.url
            )
        for survey in source.surveys.all():
            Survey.objects.create(involvement=made, title=survey.title, text=survey.text)
        record(acting, "began an involvement as a copy of another", made, detail={"of": source.reference})
    return made
