"""Options appraisals as they were when they were attached, and the same once more from what is kept of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any, Final

import coequal
from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import ATTACH_APPRAISAL, RUN_AGAIN
from coequal.accounts.trail import record
from coequal.analyses.keeping import run_again
from coequal.analyses.models import Analysis, Publication
from coequal.analyses.models.analysis import DONE
from coequal.analyses.models.publication import PUBLISHED
from coequal.analyses.runs.run import OPTIONS, make, prepared
from coequal.analyses.surroundings import around
from coequal.comparison.inputs import fingerprint
from coequal.errors import CoequalError
from coequal.populations.telling import quietly
from coequal.programmes.models import Appraisal, ServiceArea
from coequal.programmes.options.candidates import STAGES, tell_asked
from coequal.programmes.stages.moves import locked_area
from coequal.programmes.stages.opened import require_open

MOST_NAMED: Final = 20  # of the figures that differ


def attach(acting: Acting, area: ServiceArea, analysis: Analysis, why: str = "") -> Appraisal:
    """An options appraisal beside the options, with the digests of what went in and came out.

    Raises `CoequalError` for an analysis that is none, is another organisation’s, is not done, or counts real people and is not
    published: everybody can read what is attached.
    """
    with locked_area(acting, area, ATTACH_APPRAISAL) as found:
        require_open(found, *STAGES)
        if analysis.organisation != found.organisation:
            raise CoequalError("This analysis is another organisation’s. Attach one of your own.")
        if analysis.kind != OPTIONS:
            raise CoequalError(f"This analysis is a {analysis.kind}. Attach an options appraisal.")
        if analysis.state != DONE:
            raise CoequalError(f"This analysis is {analysis.state}. Attach it once it is done.")
        if not readable(analysis):
            raise CoequalError("Real people were counted in this analysis. Ask governance to publish it first, then attach it.")
        made = Appraisal(
            area=found,
            analysis=analysis,
            digest=analysis.digest,
            figures_digest=analysis.figures_digest,
            software=analysis.software,
            why=why.strip(),
            by=acting.person,
        )
        made.save()
        tell_asked(acting, found, f"Another options appraisal is attached: {analysis.title}.")
        detail = {"appraisal": analysis.reference, "digest": made.digest, "figures": made.figures_digest}
        record(acting, "attached an options appraisal", found, detail=dict(detail))
    return made


def readable(analysis: Analysis) -> bool:
    """Whether everybody may read an analysis that is attached: nobody in it is real, or it is published now."""
    return bool(analysis.synthetic) or Publication.objects.filter(analysis=analysis, state=PUBLISHED).exists()


@dataclass(frozen=True, slots=True)
class Differs:
    """A figure, or something that went in, which is another one now; a dash where it was or is not there."""

    where: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Reproduction:
    """An appraisal made once more from what is kept of it: whether each figure is the same to the last bit, and which are not.

    `inputs` are what went in and is another now, such as the software; `unlike_attached` says that what is kept of the analysis
    is not what was attached, so that somebody has changed it in the database.
    """

    identical: bool
    inputs: tuple[Differs, ...]
    figures: tuple[Differs, ...]
    unlike_attached: bool
    software: str

    def __str__(self) -> str:
        """In words for people."""
        if self.unlike_attached:
            return "What is kept of this analysis is not what was attached. Somebody has changed it. Tell whoever runs this site."
        why = f" What went in is not the same: {'; '.join(one.where for one in self.inputs)}." if self.inputs else ""
        if self.identical:
            return f"Every figure is the same, to the last digit.{why}"
        came = "; ".join(f"{one.where}: {one.then} then, {one.now} now" for one in self.figures)
        return f"Some figures are not the same. {came}.{why}"


def reproduce(appraisal: Appraisal) -> Reproduction:
    """An appraisal worked out again here and now. Raises `CoequalError` where it no longer can be, such as without its people."""
    analysis = appraisal.analysis
    there = around(analysis.organisation.code)
    made = make(analysis.kind, prepared(analysis.kind, analysis.asked, there), there, (), quietly)
    return _compared(appraisal, made.inputs, made.figures, coequal.__version__)


def reproduce_later(acting: Acting, appraisal: Appraisal) -> Analysis:
    """The same in the queue of analyses, for pages that cannot wait. `reproduced` says later what came of it."""
    require(acting, RUN_AGAIN, appraisal.analysis)
    return run_again(acting, appraisal.analysis)


def reproduced(appraisal: Appraisal) -> Reproduction | None:
    """What came of the latest run of an appraisal in the queue; None where none is done."""
    again = appraisal.analysis.runs_again.filter(state=DONE).select_related("result").first()
    if again is None:
        return None
    return _compared(appraisal, json.loads(again.result.inputs), again.result.figures, again.software)


def _compared(appraisal: Appraisal, inputs: dict[str, Any], figures: str, software: str) -> Reproduction:
    kept = appraisal.analysis.result
    then, now = json.loads(kept.figures), json.loads(figures)
    unlike = fingerprint(then) != appraisal.figures_digest or fingerprint(json.loads(kept.inputs)) != appraisal.digest
    return Reproduction(
        identical=figures == kept.figures and not unlike,
        inputs=tuple(islice(_differing(json.loads(kept.inputs), inputs), MOST_NAMED)),
        figures=tuple(islice(_differing(then, now), MOST_NAMED)),
        unlike_attached=unlike,
        software=software,
    )


def _differing(then: Any, now: Any, where: str = "") -> Iterator[Differs]:
    """Everything that is not the same in two structures, by where it stands."""
    if isinstance(then, dict) and isinstance(now, dict):
        for key in dict.fromkeys([*then, *now]):
            yield from _differing(then.get(key), now.get(key), f"{where}, {key}" if where else str(key))
    elif isinstance(then, list) and isinstance(now, list):
        for number, (one, other) in enumerate(zip_longest(then, now), start=1):
            yield from _differing(one, other, f"{where}, {number}")
    elif then != now or type(then) is not type(now):
        yield Differs(where, _said(then), _said(now))


def _said(value: Any) -> str:
    return "–" if value is None else json.dumps(value, ensure_ascii=False)[:80]
