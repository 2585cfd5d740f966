"""The stages in their order: their titles, what must be there before each opens, and who may open it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from coequal.accounts.roles import Role
from coequal.programmes.stages import gates, kinds
from coequal.programmes.stages.gate import Gate

_MANAGER: Final = (Role.POLICY_MANAGER, Role.GOVERNANCE)
_OFFICER: Final = (Role.INVOLVEMENT_OFFICER, *_MANAGER)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: its key and title, what happens in it, what must be there before it opens, and the roles that may open it."""

    key: str
    title: str
    about: str
    opens_when: tuple[Gate, ...]
    by: tuple[Role, ...]


STAGES: Final = (
    Stage(
        kinds.CASE_FOR_CHANGE,
        "Case for change",
        "We set out how the policies differ now, whom that affects, and why it may have to change.",
        (),
        _MANAGER,
    ),
    Stage(
        kinds.LISTENING,
        "Listening",
        "We ask people what they think of the policies as they are.",
        (gates.CASE_PUBLISHED,),
        _OFFICER,
    ),
    Stage(
        kinds.PRIORITISATION,
        "Evidence and prioritisation",
        "A group looks at the evidence, scores each treatment, and recommends what to do.",
        (gates.HEARD,),
        _MANAGER,
    ),
    Stage(
        kinds.LONG_LIST,
        "Long list of options",
        "We collect every option that could be a policy.",
        (gates.RECOMMENDED,),
        _MANAGER,
    ),
    Stage(
        kinds.SHORTLIST,
        "Shortlist of options",
        "We keep the options that could be carried out, and say why the others were dropped.",
        (gates.JUDGED, gates.CHOICE),
        _MANAGER,
    ),
    Stage(
        kinds.CONSULTATION,
        "Consultation or involvement",
        "We ask people what they think of the options.",
        (gates.SHORTENED, gates.APPRAISED, gates.IMPACTS),
        _OFFICER,
    ),
    Stage(
        kinds.PROPOSAL,
        "Proposal",
        "We write the policy that we propose, and say what people’s views changed in it.",
        (gates.CLOSED, gates.REPORTED, gates.CONSIDERED),
        _MANAGER,
    ),
    Stage(
        kinds.GOVERNANCE,
        "Governance",
        "The people who have to check the proposal before it is decided look at it.",
        (gates.ACCEPTED,),
        _MANAGER,
    ),
    Stage(
        kinds.DECISION,
        "Decision",
        "A meeting decides, and gives its reasons.",
        (gates.MEETING,),
        (Role.GOVERNANCE,),
    ),
    Stage(
        kinds.IN_FORCE,
        "In force",
        "The policy applies.",
        (gates.RATIFIED,),
        (Role.GOVERNANCE,),
    ),
    Stage(
        kinds.REVIEW,
        "Review",
        "We look at how the policy has worked, and whether it has to change.",
        (gates.STARTED,),
        _MANAGER,
    ),
)
BY_KEY: Final[Mapping[str, Stage]] = MappingProxyType({stage.key: stage for stage in STAGES})
