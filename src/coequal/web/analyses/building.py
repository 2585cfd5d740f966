"""A form from which an options file is made: candidates, costs, assumptions. The text can still be changed before it is run."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final

import yaml
from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import RUN_ANALYSES, SEE_DRAFTS
from coequal.analyses.runs.asking import MOST_PEOPLE
from coequal.analyses.runs.example import example
from coequal.comparison.options.candidates import MOST_LETTERS
from coequal.comparison.options.file import DRAWS, MOST_YEARS
from coequal.comparison.options.parameters import KINDS, Kind
from coequal.pages.forms import Form
from coequal.populations.synthetic.table import SERVICE
from coequal.web.analyses.asking import organisations_of
from coequal.web.analyses.forms import MOST_SEED, OptionsForm, line, sent, whole
from coequal.web.analyses.policies import drafts, versions

CANDIDATES: Final = 6
_PLAIN: Final = tuple(kind for kind in KINDS if not kind.by_age)
_NUMBERS: Final = (  # the boxes that hold a number
    *("count", "seed", "first_year", "years", "budget", "draws"),
    *(f"{part}{place}" for part in ("value", "low", "high") for place in range(len(_PLAIN))),
    *(f"{part}{number}" for part in ("cycles", "transfers") for number in range(1, CANDIDATES + 1)),
)
_ELSEWHERE: Final = "from the example of Staffordshire and Stoke-on-Trent: "
_NARROW: Final = {"macro": {"inputmode": "decimal", "classes": "nhsuk-input--width-10"}}


class BuildForm(Form):
    """An options appraisal in boxes. Births by age are taken from the example, and can be changed in the text."""

    title = line("Title", 200, "Give it a title.")
    about = line(
        "What is it about?", 500, "Say what it is about.", help_text="One or two sentences, as they stand under the title."
    )
    area = line("Area", 200, "Name the area.", help_text="Whose policy it is to be, in words.")
    treatment = line("Treatment", 60, "Name the treatment.", initial="ivf", help_text="By its id in the policies, such as ivf.")
    count = whole("How many synthetic people?", 1, MOST_PEOPLE, initial=100_000)
    seed = whole("Seed of the people", 0, MOST_SEED, initial=1)
    areas = line(
        "Where do they live? (optional)",
        500,
        "",
        required=False,
        help_text="Codes of areas, with spaces between. Without any: England.",
    )
    where = line(
        "Count only people for whom this holds (optional)",
        500,
        "",
        required=False,
        help_text="A condition, such as: patient BMI < 30",
    )
    first_year = whole("First year", 1990, 2100)
    years = whole("How many years?", 1, MOST_YEARS, initial=5)
    budget = forms.DecimalField(
        label="Budget a year in £ (optional)",
        required=False,
        min_value=0,
        widget=forms.TextInput,
        error_messages={"invalid": "The budget must be a number.", "min_value": "The budget cannot be below nought."},
    )
    budget_source = line("Where does the budget come from?", 500, "", required=False, help_text="Or “assumed”.", initial="assumed")
    draws = whole("Draws", *DRAWS, initial=1_000, help_text="How often every assumption is drawn from its range.")

    def __init__(self, offered: list[tuple[str, str]], *given: Any, **options: Any) -> None:
        """Take the policies and drafts to choose from."""
        super().__init__(*given, **options)
        self._add_candidates(offered)
        known = _known()
        for place, kind in enumerate(_PLAIN):
            for part, value in _parts(known[kind.name]):
                self.fields[f"{part}{place}"] = line(
                    f"{kind.name}: {part}", 600, f"“{kind.name}” needs this.", required=part in ("value", "source"), initial=value
                )

    def _add_candidates(self, offered: list[tuple[str, str]]) -> None:
        for number in range(1, CANDIDATES + 1):
            needed = number <= 2
            self.fields[f"label{number}"] = line(
                f"Name of candidate {number}" + ("" if needed else " (optional)"),
                MOST_LETTERS,
                f"Name candidate {number}.",
                required=needed,
                help_text="What the board would call it." if number == 1 else "",
            )
            self.fields[f"policy{number}"] = forms.ChoiceField(
                label=f"Policy of candidate {number}",
                required=needed,
                choices=[("", "Choose a policy"), *offered],
                error_messages={
                    "required": f"Choose the policy of candidate {number}.",
                    "invalid_choice": "Choose one from the list.",
                },
            )
            for name, words in (("cycles", "Fresh cycles"), ("transfers", "Transfers")):
                self.fields[f"{name}{number}"] = line(
                    f"{words} of candidate {number} (optional)",
                    40,
                    "",
                    required=False,
                    help_text="A number, where the policy’s own is not to count." if number == 1 else "",
                )

    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = dict.fromkeys(_NUMBERS, _NARROW)

    def clean(self) -> dict[str, Any]:
        """A candidate has a name and a policy, or neither; and a name of its own."""
        given, labels = self.cleaned_data, []
        for number in range(1, CANDIDATES + 1):
            label, policy = given.get(f"label{number}", ""), given.get(f"policy{number}", "")
            if number > 2 and bool(label) != bool(policy):
                self.add_error(f"policy{number}" if label else f"label{number}", f"Candidate {number} needs a name and a policy.")
            if label and label in labels:
                self.add_error(f"label{number}", "Two candidates have this name. Give each its own.")
            labels.append(label)
        return given

    @property
    def candidates(self) -> list[int]:
        """The numbers of the candidates, for the template."""
        return list(range(1, CANDIDATES + 1))

    @property
    def parameters(self) -> list[tuple[int, Kind]]:
        """The parameters that stand in boxes, with their place, for the template."""
        return list(enumerate(_PLAIN))

    def text(self) -> str:
        """The options file."""
        given = self.cleaned_data
        found: dict[str, Any] = {name: given[name] for name in ("title", "about", "area", "treatment")}
        found["candidates"] = dict(self._candidates())
        found["baseline"] = given["label1"]
        found["people"] = {"synthetic": given["count"], "seed": given["seed"]}
        if given["areas"]:
            found["people"]["areas"] = given["areas"].replace(",", " ").split()
        if given["where"]:
            found["where"] = given["where"]
        found |= {"first year": given["first_year"], "years": given["years"]}
        if given["budget"] is not None:
            found["budget"] = {"a year": str(given["budget"]), "source": given["budget_source"] or "assumed"}
        found |= {"draws": given["draws"], "seed": given["seed"], "parameters": self._parameters()}
        return yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=1_000)

    def _candidates(self) -> Iterator[tuple[str, dict[str, str]]]:
        given = self.cleaned_data
        for number in self.candidates:
            if given[f"label{number}"]:
                named = {name: given[f"{name}{number}"] for name in ("policy", "cycles", "transfers")}
                yield given[f"label{number}"], {name: value for name, value in named.items() if value}

    def _parameters(self) -> dict[str, Any]:
        """Those in boxes as they were typed, and the others as the example has them."""
        found, given = _known(), self.cleaned_data
        for place, kind in self.parameters:
            typed = {part: given[f"{part}{place}"] for part in ("value", "low", "high", "source", "date")}
            found[kind.name] = {part: value for part, value in typed.items() if value}
        return found


def _known() -> dict[str, Any]:
    """The parameters of the example, every one as a text; each source says that it is the example's, until somebody changes it."""
    found: dict[str, Any] = yaml.load(example(), Loader=yaml.CBaseLoader)["parameters"]  # noqa: S506  # it makes texts and nothing else
    return {name: {**one, "source": f"{_ELSEWHERE}{one['source']}"} for name, one in found.items()}


def _parts(parameter: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for part in ("value", "low", "high", "source", "date"):
        yield part, parameter.get(part, "")


@needs(RUN_ANALYSES)
@require_http_methods(["GET", "HEAD", "POST"])
def build(request: StaffRequest) -> HttpResponse:
    """The boxes; then the text that comes of them, which can be changed before it is run."""
    codes = request.acting.organisations_as(SEE_DRAFTS)
    offered = [
        *((f"{one.value}.md", one.words) for one in drafts(codes, SERVICE)),
        *((one.value, one.words) for one in versions(SERVICE)),
    ]
    form = BuildForm(offered, sent(request))
    if not form.is_valid():
        return render(request, "analyses/build.html", {"form": form})
    made = OptionsForm(organisations_of(request), initial={"text": form.text(), "question": form.cleaned_data["about"]})
    return render(request, "analyses/options.html", {"form": made, "built": True})
