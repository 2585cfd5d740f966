"""Who may do what: one line for each thing that can be done. The manual's page of roles is printed from this.

A line names the roles that may do it, for the organisation that the thing belongs to; the states in which the thing
can be; the scope that a key of software needs; and whether whoever made the thing is left out.
"""

from collections.abc import Iterator
from typing import Final

from coequal.accounts.permission import NAMED, Permission, may, may_software
from coequal.accounts.roles import OF_PEOPLE, Role


def permissions() -> Iterator[Permission]:
    """Every permission, in the order of this page."""
    yield from NAMED


# Everyone with an account.
SEE_START: Final = may("see the start page of staff, and one's own account", *OF_PEOPLE)

# People, keys and the trail.
SEE_PEOPLE: Final = may("see who works for an organisation", Role.ADMINISTRATOR)
CHANGE_PEOPLE: Final = may("invite people, give and take roles, renew access", Role.ADMINISTRATOR)
CHANGE_KEYS: Final = may("make and withdraw keys for software", Role.ADMINISTRATOR)
READ_TRAIL: Final = may("read and verify the audit trail", Role.INFORMATION_GOVERNANCE, Role.GOVERNANCE)

# Analyses. What holds nobody real is published by an analyst alone; for real people governance has to agree.
SEE_ANALYSES: Final = may(
    "see analyses, and download them", Role.ANALYST, Role.POLICY_MANAGER, Role.INVOLVEMENT_OFFICER, Role.GOVERNANCE
)
RUN_ANALYSES: Final = may("run analyses, stop them, and write notes beside them", Role.ANALYST, Role.POLICY_MANAGER)
STOP_ANALYSIS: Final = may("stop an analysis", Role.ANALYST, Role.POLICY_MANAGER, in_states=("waiting", "running"))
RUN_AGAIN: Final = may("run an analysis again", Role.ANALYST, Role.POLICY_MANAGER, in_states=("done", "failed", "stopped"))
PUBLISH_ANALYSIS: Final = may(
    "publish an analysis or, where real people were counted, ask governance to", Role.ANALYST, in_states=("done", "returned")
)
AGREE_TO_PUBLISH: Final = may(
    "agree that an analysis of real people is published, or return it",
    Role.GOVERNANCE,
    in_states=("waiting for governance",),
    by_others=True,
)
WITHDRAW_ANALYSIS: Final = may("withdraw a published analysis", Role.ANALYST, Role.GOVERNANCE, in_states=("published",))

# Drafts of policies.
SEE_DRAFTS: Final = may(
    "see drafts of policies", Role.POLICY_MANAGER, Role.GOVERNANCE, Role.ANALYST, Role.INVOLVEMENT_OFFICER, Role.CLINICIAN
)
BEGIN_DRAFT: Final = may("begin a draft of a policy", Role.POLICY_MANAGER)
KEEP_TEXT: Final = may("have what was typed in a draft kept", Role.POLICY_MANAGER)  # in every state, so that nothing typed is lost
EDIT_DRAFT: Final = may("edit a draft", Role.POLICY_MANAGER, in_states=("draft", "returned"))
HAND_OVER: Final = may("hand a draft to governance", Role.POLICY_MANAGER, in_states=("draft", "returned"))
WITHDRAW_DRAFT: Final = may("withdraw a draft", Role.POLICY_MANAGER, in_states=("draft", "returned", "handed over"))
ANSWER_HANDOVER: Final = may(
    "return a draft with reasons, or accept it for decision", Role.GOVERNANCE, in_states=("handed over",), by_others=True
)

# Involvement. The states are those of the involvement that a thing belongs to.
SEE_INVOLVEMENTS: Final = may(
    "see involvements that are being prepared, and how they go",
    *(Role.INVOLVEMENT_OFFICER, Role.ANALYST, Role.POLICY_MANAGER, Role.GOVERNANCE, Role.INFORMATION_GOVERNANCE),
)
BEGIN_INVOLVEMENT: Final = may("begin an involvement", Role.INVOLVEMENT_OFFICER)
CHANGE_INVOLVEMENT: Final = may(
    "change what an involvement is about, its dates, papers, plan and events",
    Role.INVOLVEMENT_OFFICER,
    in_states=("being prepared", "announced", "open", "on hold", "closed"),
)
ANNOUNCE: Final = may("announce an involvement", Role.INVOLVEMENT_OFFICER, in_states=("being prepared",))
HOLD: Final = may(
    "put an involvement on hold, or go on with it", Role.INVOLVEMENT_OFFICER, in_states=("announced", "open", "on hold", "closed")
)
CLOSE: Final = may("close an involvement", Role.INVOLVEMENT_OFFICER, in_states=("announced", "open", "on hold"))
ANSWER_GATE: Final = may(
    "answer what the law asks before an involvement opens, closes or is decided on",
    *(Role.INVOLVEMENT_OFFICER, Role.GOVERNANCE, Role.INFORMATION_GOVERNANCE),
)
WRITE_SURVEY: Final = may(
    "write a survey and publish a version of it",
    Role.INVOLVEMENT_OFFICER,
    in_states=("being prepared", "announced", "open", "on hold"),
)
TAKE_DOWN: Final = may(
    "type in paper forms, letters, and notes of events; say that a response is void, late or a duplicate",
    Role.INVOLVEMENT_OFFICER,
    in_states=("announced", "open", "on hold", "closed"),
)
BRING_IN: Final = may(
    "bring in answers that were collected elsewhere",
    *(Role.INVOLVEMENT_OFFICER, Role.ANALYST),
    in_states=("being prepared", "announced", "open", "on hold", "closed"),
)
READ_ANSWERS: Final = may("read and count what people answered, and take it out as files", Role.INVOLVEMENT_OFFICER, Role.ANALYST)
CODE: Final = may(
    "put what people wrote under themes, and take personal data out of it",
    *(Role.INVOLVEMENT_OFFICER, Role.ANALYST),
    in_states=("announced", "open", "on hold", "closed", "reported"),
)
READ_REPORT: Final = may(
    "read the report of findings before it is published", Role.INVOLVEMENT_OFFICER, Role.ANALYST, Role.GOVERNANCE
)
WRITE_REPORT: Final = may("write the report of findings", Role.INVOLVEMENT_OFFICER, Role.ANALYST)
PUBLISH_REPORT: Final = may(
    "publish the report of findings", Role.INVOLVEMENT_OFFICER, Role.GOVERNANCE, in_states=("on hold", "closed", "reported")
)
CONSIDER: Final = may(
    "say what was made of each theme, and publish it",
    Role.POLICY_MANAGER,
    Role.GOVERNANCE,
    in_states=("on hold", "closed", "reported"),
)

# Programmes.
# Of programmes and service areas. The states are those of the programme, or of the service area that is moved.
SEE_PROGRAMMES: Final = may(
    "see programmes that are being prepared",
    *(Role.POLICY_MANAGER, Role.GOVERNANCE, Role.INVOLVEMENT_OFFICER, Role.ANALYST, Role.INFORMATION_GOVERNANCE),
)
BEGIN_PROGRAMME: Final = may("begin a programme", Role.POLICY_MANAGER)
CHANGE_PROGRAMME: Final = may(
    "change what a programme says, whose it is, its service areas and its figures",
    Role.POLICY_MANAGER,
    in_states=("being prepared", "public", "on hold"),
)
TELL_OF_PROGRAMME: Final = may(
    "tell everybody something about a programme",
    *(Role.POLICY_MANAGER, Role.INVOLVEMENT_OFFICER, Role.GOVERNANCE),
    in_states=("public", "on hold", "ended"),
)
PUBLISH_PROGRAMME: Final = may(
    "let everybody read of a programme", Role.POLICY_MANAGER, Role.GOVERNANCE, in_states=("being prepared",)
)
HOLD_PROGRAMME: Final = may(
    "put a programme on hold, or go on with it", Role.POLICY_MANAGER, Role.GOVERNANCE, in_states=("public", "on hold")
)
END_PROGRAMME: Final = may("end a programme", Role.GOVERNANCE, in_states=("public", "on hold"))
CHANGE_AREA: Final = may(
    "plan the stages of a service area, and say what it is about and waits for",
    Role.POLICY_MANAGER,
    in_states=("not begun", "under way", "on hold", "in force"),
)
MOVE_AREA: Final = may(
    "open and complete stages of a service area",
    *(Role.POLICY_MANAGER, Role.INVOLVEMENT_OFFICER, Role.GOVERNANCE),
    in_states=("not begun", "under way", "in force"),
)
HOLD_AREA: Final = may(
    "put a service area on hold, go on with it, or end it",
    Role.POLICY_MANAGER,
    Role.GOVERNANCE,
    in_states=("not begun", "under way", "on hold", "in force"),
)
OVERRIDE_GATE: Final = may("let a stage open although something is missing, and say why to everybody", Role.GOVERNANCE)
PUBLISH_CASE: Final = may(
    "publish the case for change of a service area",
    Role.POLICY_MANAGER,
    in_states=("not begun", "under way", "in force"),
)

# Of prioritisation and options. The states are those of the service area.
CHANGE_SCORECARDS: Final = may("make a scorecard, and new versions of it", Role.POLICY_MANAGER)
RUN_ROUND: Final = may(
    "begin a round of scoring, name its topics, evidence and members, and lead it to a recommendation",
    Role.POLICY_MANAGER,
    in_states=("under way",),
)
SCORE: Final = may("score topics as a named member of a round", *OF_PEOPLE, in_states=("under way",))
CHANGE_OPTIONS: Final = may(
    "put options forward, judge them by hurdles, and say which are on the shortlist and what each would do",
    Role.POLICY_MANAGER,
    in_states=("under way",),
)
ATTACH_APPRAISAL: Final = may(
    "attach an options appraisal to a service area", Role.POLICY_MANAGER, Role.ANALYST, in_states=("under way",)
)

# Of decisions.
CALL_MEETING: Final = may("call a meeting that decides, or call it off, and say who may decide up to which cost", Role.GOVERNANCE)
RUN_MEETING: Final = may(
    "name the seats of a meeting, publish its papers, and take down who is there, interests and votes",
    Role.GOVERNANCE,
    in_states=("called", "sitting"),
)
PUT_MOTION: Final = may("put a motion to a meeting", Role.GOVERNANCE, Role.POLICY_MANAGER, in_states=("under way", "in force"))
DECIDE: Final = may("take down what a meeting decided", Role.GOVERNANCE, in_states=("under way", "in force"))
CALL_IN: Final = may("record that a decision was called in, and what came of it", Role.GOVERNANCE)
RATIFY: Final = may(
    "ratify a decision, so that the version of a policy comes into force", Role.GOVERNANCE, in_states=("under way", "in force")
)

# Of requests for one person. A clinician's are those that their own organisation made; the states are those of the request.
SEE_ASKED: Final = may("see the requests that one's own clinic made, and what was answered", Role.CLINICIAN)
ASK: Final = may("begin a request for prior approval or individual funding", Role.CLINICIAN)
WRITE_REQUEST: Final = may("write a request, and submit it", Role.CLINICIAN, in_states=("being written", "returned", "deferred"))
WITHDRAW_REQUEST: Final = may(
    "withdraw a request, and record that its consent was taken back, or is given again",
    Role.CLINICIAN,
    in_states=(
        *("being written", "with an officer", "returned", "submitted", "being screened"),
        *("for panel", "with a panel", "deferred", "being reconsidered", "under appeal"),
    ),
)
ASK_AGAIN: Final = may(
    "ask for reconsideration on new evidence, or appeal against how it was decided", Role.CLINICIAN, in_states=("declined",)
)
ASK_NO_MORE: Final = may(
    "take back new evidence or an appeal before it is answered",
    Role.CLINICIAN,
    in_states=("being reconsidered", "under appeal"),
)
USE_APPROVAL: Final = may("record what was used of an approval, and renew it", Role.CLINICIAN, in_states=("approved",))
SEE_REQUESTS: Final = may("see requests and what waits for whom", Role.IFR_OFFICER)
ANSWER_APPROVAL: Final = may(
    "answer a request for prior approval", Role.IFR_OFFICER, in_states=("with an officer",), by_others=True
)
WITHDRAW_APPROVAL: Final = may("withdraw an approval", Role.IFR_OFFICER, Role.GOVERNANCE, in_states=("approved",))
SCREEN: Final = may(
    "acknowledge, return and screen a funding request, and say which way it goes",
    Role.IFR_OFFICER,
    in_states=("submitted", "being screened", "for panel", "being reconsidered"),
    by_others=True,
)
CHASE: Final = may(
    "remind a clinic of a request that waits for it, and close one that it does not answer",
    Role.IFR_OFFICER,
    in_states=("returned", "deferred"),
    by_others=True,
)
PREPARE_PANEL: Final = may("call a panel, name its seats and agenda, and make its pack", Role.IFR_OFFICER)
RUN_PANEL: Final = may("take down who sits at a panel, and what it decided", Role.IFR_OFFICER, in_states=("called", "sitting"))
SIT: Final = may(
    "read the pack of a panel where one has a seat, and give one's view", Role.PANEL_MEMBER, in_states=("called", "sitting")
)
WRITE_LETTER: Final = may("edit a letter about a request, and send it", Role.IFR_OFFICER, in_states=("to be sent",))
TAKE_DOWN_APPEAL: Final = may(
    "take down an appeal that a patient sent by post", Role.IFR_OFFICER, in_states=("declined",), by_others=True
)
TAKE_DOWN_NO_APPEAL: Final = may(
    "take down that a patient takes back an appeal that came by post",
    Role.IFR_OFFICER,
    in_states=("under appeal",),
    by_others=True,
)
SEE_APPEALS: Final = may("see which appeals wait to be heard", Role.IFR_OFFICER, Role.GOVERNANCE)
HEAR_APPEAL: Final = may(
    "put an appeal before a panel, and take down what was found of it",
    Role.IFR_OFFICER,
    Role.GOVERNANCE,
    in_states=("under appeal",),
    by_others=True,
)
AUTHORISE: Final = may("let requests that meet every criterion be approved at once, and withdraw that", Role.GOVERNANCE)
NAME_INTERVENTIONS: Final = may("name what several requests ask for", Role.IFR_OFFICER)
CHANGE_RULES: Final = may("set the rules and times for requests", Role.GOVERNANCE)
REPORT_REQUESTS: Final = may(
    "read the yearly report of requests, which criteria bring many, and the rules for requests",
    *(Role.IFR_OFFICER, Role.GOVERNANCE, Role.POLICY_MANAGER, Role.ANALYST),
)
BREAK_GLASS: Final = may(
    "open who a person is when that is not part of the work, with the reason on record",
    *(Role.IFR_OFFICER, Role.INFORMATION_GOVERNANCE),
)
SEE_OPENED: Final = may("see who opened what is personal in requests", Role.INFORMATION_GOVERNANCE)
DISPOSE: Final = may(
    "set how long records are kept, hold them, review what has been kept long enough, and have it disposed of",
    Role.INFORMATION_GOVERNANCE,
)

# Of uses of personal data. The states are those of the use, or of the version of its assessment.
_KEEPS_USES: Final = (
    *(Role.POLICY_MANAGER, Role.INVOLVEMENT_OFFICER, Role.ANALYST, Role.IFR_OFFICER),
    *(Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR),
)
_USES_RUNNING: Final = (
    *("to be screened", "to be assessed", "submitted", "returned", "approved", "no assessment needed", "recorded elsewhere"),
)
SEE_USES: Final = may("see the data register as staff do", *_KEEPS_USES, Role.GOVERNANCE)
ENTER_USE: Final = may("enter what uses personal data in the data register", *_KEEPS_USES)
CHANGE_USE: Final = may("change an entry of the data register, and screen it", *_KEEPS_USES, in_states=_USES_RUNNING)
WRITE_IMPACT: Final = may(
    "write and submit an assessment of the impact on data protection",
    *_KEEPS_USES,
    in_states=("to be assessed", "returned", "approved"),
)
RECORD_ELSEWHERE: Final = may(
    "record that a use of personal data was screened or assessed elsewhere",
    Role.INFORMATION_GOVERNANCE,
    in_states=_USES_RUNNING,
)
CLEAR_WITHOUT: Final = may(
    "find, by a new screening or a record from elsewhere, that the assessment which a screening asked for is not needed here",
    Role.INFORMATION_GOVERNANCE,
    in_states=_USES_RUNNING,
    by_others=True,
)
ADVISE: Final = may(
    "give a data protection officer’s advice on an assessment, and record what the regulator answered",
    Role.INFORMATION_GOVERNANCE,
    in_states=("submitted",),
    by_others=True,
)
APPROVE_IMPACT: Final = may(
    "take down that a group approved an assessment, or returned it",
    *(Role.INFORMATION_GOVERNANCE, Role.GOVERNANCE, Role.ADMINISTRATOR),
    in_states=("submitted",),
    by_others=True,
)
SIGN_OFF: Final = may("sign an assessment off", Role.GOVERNANCE, in_states=("submitted",), by_others=True)
LET_PASS: Final = may(
    "let a use of personal data begin before it is cleared, and say by whose word and why to everybody",
    Role.GOVERNANCE,
    in_states=_USES_RUNNING,
    by_others=True,
)
END_USE: Final = may("end an entry of the data register", Role.INFORMATION_GOVERNANCE, in_states=_USES_RUNNING)
CHANGE_GROUPS: Final = may("name the groups that approve assessments", Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR)
CHECK_USE: Final = may(
    "check whether a use of personal data complies, and report it", Role.INFORMATION_GOVERNANCE, in_states=_USES_RUNNING
)
FOLLOW_UP: Final = may("record what became of a finding of a check", *_KEEPS_USES)

# Of assessments of equality and quality. The states are those of the assessment.
_READS_EQUALITY: Final = (
    *(Role.POLICY_MANAGER, Role.GOVERNANCE, Role.INVOLVEMENT_OFFICER, Role.ANALYST, Role.INFORMATION_GOVERNANCE),
)
SEE_EQUALITY: Final = may("see assessments of equality and quality that are being written", *_READS_EQUALITY)
BEGIN_EQUALITY: Final = may(
    "begin to assess what an option, a policy or a programme does to equality and quality", Role.POLICY_MANAGER
)
WRITE_EQUALITY: Final = may(
    "write an assessment of equality and quality, and submit it",
    Role.POLICY_MANAGER,
    in_states=("being written", "returned", "signed off"),
)
SIGN_EQUALITY: Final = may(
    "sign off an assessment of equality and quality, or return it",
    Role.GOVERNANCE,
    in_states=("waiting for sign-off",),
    by_others=True,
)
CHANGE_ASSESSED: Final = may("name the further groups of people that assessments of equality ask about", Role.GOVERNANCE)

# By the API. Reading policies, and which of them binds, needs no key.
ASSESS: Final = may_software("assess a case, and ask what is missing", scope="assess")
COMPARE: Final = may_software("compare two policies", scope="compare")
LOTTERY: Final = may_software("set every area side by side", scope="lottery")
SCOPES: Final = {permission.scope: permission for permission in permissions() if permission.scope}
