"""The roles in which people work for an organisation. What each may do stands in `permissions`."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """A role, by the words that people use for it."""

    CLINICIAN = "clinician"
    POLICY_MANAGER = "policy manager"
    INVOLVEMENT_OFFICER = "involvement officer"
    ANALYST = "analyst"
    IFR_OFFICER = "IFR officer"
    PANEL_MEMBER = "panel member"
    GOVERNANCE = "governance"
    INFORMATION_GOVERNANCE = "information governance"
    ADMINISTRATOR = "administrator"
    SOFTWARE = "software"  # of an organisation, by a key: no person has this role


OF_PEOPLE: Final = tuple(role for role in Role if role is not Role.SOFTWARE)

EXPLAINED: Final = {
    Role.CLINICIAN: "refers patients, and checks them against a policy",
    Role.POLICY_MANAGER: "drafts policies, and hands them to governance",
    Role.INVOLVEMENT_OFFICER: "asks the public, and reports what people said",
    Role.ANALYST: "compares policies, appraises options, and publishes the results",
    Role.IFR_OFFICER: "prepares individual funding requests",
    Role.PANEL_MEMBER: "decides individual funding requests together with others",
    Role.GOVERNANCE: "looks at what is handed over, returns it or accepts it for decision",
    Role.INFORMATION_GOVERNANCE: "watches over personal data, and reads the audit trail",
    Role.ADMINISTRATOR: "invites people, gives roles, and makes keys for software",
    Role.SOFTWARE: "asks by the API, with a key of an organisation",
}
