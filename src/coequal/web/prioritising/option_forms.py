"""What people type of options: the option itself, a hurdle, a judgement, its place, an appraisal to attach, an impact."""

from typing import Any

from django import forms

from coequal.analyses.models import Analysis
from coequal.errors import CoequalError
from coequal.pages.forms import Form
from coequal.programmes.models import Option, ServiceArea
from coequal.programmes.models.options import DROPPED, JUDGED, LONG_LIST, SHORTLIST
from coequal.programmes.options.candidates import digest_of
from coequal.programmes.options.impacts import EFFECTS, MIXED, WORSE
from coequal.web.hearing.forms import choice, line, passage
from coequal.web.prioritising.forms import words

_PLACES = {
    SHORTLIST: "On the shortlist",
    DROPPED: "Dropped",
    LONG_LIST: "Back to the long list",
}


class PutForward(Form):
    """An option on the long list."""

    title = line("Title", "Give the option a title.", "Such as: two hearing aids for everybody who needs them.")
    about = passage(
        "What it means", "Say in a few plain sentences what it means.", "A line that begins with “- ” is a point of a list."
    )
    origin = line("Who put it forward", "", "Such as: people who answered the survey. Empty: not said.", most=300)
    policy = line(
        "The policy that is meant, where it is written out",
        "",
        "Area, service and version, such as exampleshire/assisted-conception@2026-11, or a draft, such as D-7F3K-2QX9.",
    )
    changes_nothing = forms.BooleanField(label="It leaves the policies as they are", required=False)

    def __init__(self, area: ServiceArea, *given: Any) -> None:
        """An option of a service area."""
        super().__init__(*given)
        self.area = area

    def clean_policy(self) -> str:
        """A text that is there; nothing where the option is only meant in words."""
        policy = str(self.cleaned_data["policy"])
        try:
            if policy:
                digest_of(self.area, policy)
        except CoequalError as error:
            raise forms.ValidationError(error.message) from None
        return policy


class HurdleForm(Form):
    """Something that every option has to meet."""

    title = line("Hurdle", "Give the hurdle a title.", "Such as: it is lawful; it can be delivered; it is affordable.")
    means = passage("How it is told whether an option meets it", "Say how it is told whether an option meets it.", most=4_000)


class JudgeForm(Form):
    """Whether an option meets a hurdle, and why."""

    answer = choice("Does it meet the hurdle?", words(JUDGED), "Choose an answer. “Not known” is one.")
    why = passage("Why", "Say why.", "Everybody can read the reason.", most=4_000)


class PlaceForm(Form):
    """Where an option goes, and why."""

    place = choice("Where it goes", list(_PLACES.items()), "Choose where it goes.")
    why = passage("Why", "Say why.", "Everybody can read the reason.", most=4_000)

    def __init__(self, option: Option, *given: Any) -> None:
        """Leave out the place where it is; but of what is on the shortlist or dropped the reason can be put anew."""
        super().__init__(*given)
        kept = [(place, said) for place, said in _PLACES.items() if place != LONG_LIST or option.place != LONG_LIST]
        self.fields["place"].choices = kept  # type: ignore[attr-defined]  # it is a field of choices


class AttachForm(Form):
    """An options appraisal that is attached."""

    def __init__(self, analyses: list[Analysis], *given: Any) -> None:
        """Offer those that can be attached."""
        super().__init__(*given)
        self.by = {one.reference: one for one in analyses}
        offered = [(key, f"{one.title} ({key})") for key, one in self.by.items()]
        self.fields["analysis"] = choice("Options appraisal", offered, "Choose the appraisal.")
        self.fields["why"] = passage("What it is for", "", "Everybody can read this.", most=4_000)

    @property
    def analysis(self) -> Analysis:
        """The one that was chosen."""
        return self.by[self.cleaned_data["analysis"]]


class ImpactForm(Form):
    """What an option may do in one matter; the matter is asked for where it is none of those that are always asked about."""

    effect = choice("What it does", words(EFFECTS), "Choose what it does. “Not known” is an answer.")
    says = passage("Why you expect that", "Say why you expect it. Where it is not known, say what was looked for.", most=10_000)
    measures = passage(
        "What is done about it", "", "Where it gets worse for somebody. If nothing can be done, say why not.", most=10_000
    )

    def __init__(self, matter: str, *given: Any, **options: Any) -> None:
        """Ask for the matter where none is named."""
        super().__init__(*given, **options)
        self.matter = matter
        if not matter:
            told = "Name the people, or what of quality it is about."
            self.fields["matter"] = line("Whom or what it is about", told, "Such as: carers; people in rural places.", most=80)
            self.order_fields(["matter"])

    def clean(self) -> None:
        """Where it gets worse for somebody, something is said about it."""
        if self.cleaned_data.get("effect") in (WORSE, MIXED) and not self.cleaned_data.get("measures"):
            self.add_error(
                "measures", "Where it gets worse for somebody, say what is done about it or, if nothing can be, why not."
            )
