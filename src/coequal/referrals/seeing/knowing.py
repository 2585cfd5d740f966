"""Who knows, or may know, whom a request is about: by what they opened of it, which stays on record."""

from collections.abc import Iterator

from django.db.models import QuerySet

from coequal.accounts.models import Person
from coequal.referrals.models import Attachment, Request, Viewing
from coequal.referrals.personal.same import about_the_same
from coequal.referrals.seeing.table import FILES, NAMELESS_FILES, NAMING


def why_knows(person: Person, request: Request) -> str:
    """What somebody opened by which they know who a request is about, or may; nothing where they do not.

    It counts of whichever request about the same people they opened it. A file counts as long as nobody found that it names
    nobody, also after it was taken out.
    """
    who, same = person.name or person.email, about_the_same(request)
    opened = Viewing.objects.filter(person=person, request__in=same)
    if at := opened.filter(part__in=NAMING).values_list("request__reference", flat=True).order_by("pk").first():
        there = "" if at == request.reference else f", with {at}, which is about the same people"
        return f"{who} opened who {request.reference} is about{there}, and whoever judges does not know that."
    files = opened.filter(part__in=(FILES, NAMELESS_FILES)).values_list("part", "file")
    return next(_of_files(who, request, Attachment.objects.filter(request__in=same), set(files)), "")


def _of_files(who: str, request: Request, kept: QuerySet[Attachment], opened: set[tuple[str, str]]) -> Iterator[str]:
    found = dict(kept.values_list("reference", "names_nobody"))
    files = {file for _part, file in opened if file}
    if (FILES, "") in opened:  # the list with their names, or a file of which nobody kept which it was
        files |= set(found)
    for file in sorted(files):
        if found.get(file):
            continue
        if found.get(file) is False:
            yield f"{who} opened {file}, which names somebody, and whoever judges does not know whom it is about."
        elif file in found:
            yield f"{who} opened {file}, and nobody has said yet that it names nobody. Say first what it is."
        else:
            yield f"{who} opened {file}, which was taken out since and may have said whom {request.reference} is about."
