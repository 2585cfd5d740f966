"""How far the paper forms of a survey are typed in, and how often those who type slip."""

from collections import Counter
from dataclasses import dataclass

from coequal.involvement.answering.keying import NOT_YET, TO_SETTLE, TWICE, stands
from coequal.involvement.models import PaperForm, Response, Survey
from coequal.involvement.models.responses import TWO_ENTRIES

_MOST: int = 200  # forms that are listed


@dataclass(frozen=True, slots=True)
class Entered:
    """The forms of a survey by how far they are; of those typed in twice, how many answers were compared and how many differed."""

    printed: int
    by_how: Counter[str]
    compared: int
    slips: int
    waiting: tuple[tuple[str, str], ...]  # serials that somebody has still to see to, with how far they are

    @property
    def typed(self) -> int:
        """How many forms were typed in at least once."""
        return self.by_how[TWO_ENTRIES] + self.twice

    @property
    def twice(self) -> int:
        """How many forms were typed in twice."""
        return self.by_how[TWICE] + self.by_how[TO_SETTLE]


def entered(survey: Survey) -> Entered:
    """How far the forms of a survey are."""
    forms = PaperForm.objects.filter(version__survey=survey)
    printed = forms.count()  # what was brought in from a file has serials of forms that were printed elsewhere
    found = list(
        Response.objects.filter(survey=survey, serial__in=forms.values("serial")).prefetch_related("keyed").defer("answers")
    )
    how = [(one.serial or "", stands(one)) for one in found]
    second = [typed for one in found for typed in one.keyed.all() if typed.compared is not None]
    waiting = [pair for pair in how if pair[1] in (TWO_ENTRIES, TO_SETTLE)]
    by_how = Counter(name for _serial, name in how)
    by_how[NOT_YET] = max(0, printed - len(found))
    return Entered(
        printed=printed,
        by_how=by_how,
        compared=sum(typed.compared or 0 for typed in second),
        slips=sum(typed.slips or 0 for typed in second),
        waiting=tuple(sorted(waiting, key=lambda pair: pair[1] != TO_SETTLE)[:_MOST]),
    )
