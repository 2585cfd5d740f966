"""Addresses: scorecards, rounds of scoring, and options from the long list to the shortlist."""

from django.urls import path

import coequal.web.programmes.converters  # noqa: F401  # the addresses below use what it registers
from coequal.web.prioritising import agreeing, appraisals, going, option, options, preparing, rounds, scorecards, scoring

app_name = "prioritising"

_AREA = "programmes/desk/<service_area:reference>"
_ROUND = f"{_AREA}/rounds/<round:round>"
_TOPIC = f"{_ROUND}/topics/<int:topic>"
_MEMBER = f"{_ROUND}/members/<int:scorer>"
_OPTIONS = f"{_AREA}/options"
_OPTION = f"{_OPTIONS}/<option:option>"
_APPRAISAL = f"{_OPTIONS}/appraisals/<int:appraisal>"

urlpatterns = [
    path("programmes/desk/scorecards", scorecards.every, name="scorecards"),
    path("programmes/desk/scorecards/make", scorecards.make, name="make"),
    path("programmes/desk/scorecards/<int:number>", scorecards.one, name="scorecard"),
    path(f"{_AREA}/rounds", rounds.every, name="rounds"),
    path(f"{_AREA}/rounds/begin", rounds.begin, name="begin"),
    path(_ROUND, rounds.one, name="round"),
    path(f"{_ROUND}/topics", preparing.topics, name="topics"),
    path(_TOPIC, preparing.topic, name="topic"),
    path(f"{_TOPIC}/out", preparing.topic_out, name="topic-out"),
    path(f"{_TOPIC}/evidence/<int:evidence>/out", preparing.evidence_out, name="evidence-out"),
    path(f"{_ROUND}/members", preparing.members, name="members"),
    path(f"{_MEMBER}/out", preparing.member_out, name="member-out"),
    path(f"{_MEMBER}/excuse", preparing.excuse, name="excuse"),
    path(f"{_ROUND}/start", going.start, name="start"),
    path(f"{_ROUND}/talk", going.talk, name="talk"),
    path(f"{_ROUND}/give-up", going.give_up, name="give-up"),
    path(f"{_ROUND}/own", scoring.own, name="own"),
    path(f"{_ROUND}/own/interests", scoring.interests, name="interests"),
    path(f"{_ROUND}/own/leave", scoring.leave, name="leave"),
    path(f"{_TOPIC}/score", scoring.score, name="score"),
    path(f"{_ROUND}/scores", scoring.scores, name="scores"),
    path(f"{_TOPIC}/agree", agreeing.moderate, name="moderate"),
    path(f"{_TOPIC}/recommend", agreeing.recommend, name="recommend"),
    path(f"{_ROUND}/results", agreeing.results, name="results"),
    path(f"{_ROUND}/prioritisation.pdf", agreeing.pdf, name="round-pdf"),
    path(f"{_ROUND}/prioritisation.docx", agreeing.word, name="round-word"),
    path(_OPTIONS, options.every, name="options"),
    path(f"{_OPTIONS}/put-forward", options.put_forward, name="put-forward"),
    path(f"{_OPTIONS}/hurdles", options.hurdle, name="hurdle"),
    path(f"{_OPTIONS}/document", options.whole, name="options-document"),
    path(f"{_OPTIONS}/options.pdf", options.pdf, name="options-pdf"),
    path(f"{_OPTIONS}/options.docx", options.word, name="options-word"),
    path(f"{_OPTIONS}/attach", appraisals.attach, name="attach"),
    path(_APPRAISAL, appraisals.one, name="appraisal"),
    path(f"{_APPRAISAL}/again", appraisals.again, name="appraisal-again"),
    path(_OPTION, option.one, name="option"),
    path(f"{_OPTION}/hurdles/<int:hurdle>", option.judge, name="judge"),
    path(f"{_OPTION}/place", option.place, name="place"),
    path(f"{_OPTION}/impact", option.write_impact, name="impact"),
]
