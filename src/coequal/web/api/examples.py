"""The examples of the API's document and page: a made-up couple, and what is asked about it. A test runs each of them."""

from typing import Any, Final

from coequal.exchange.fhir.terms import QUESTIONNAIRE

SERVICE: Final = "assisted-conception"
AREA: Final = "norfolk-and-waveney"
VERSION: Final = "2022-07"
POLICY: Final = f"{AREA}/{SERVICE}"
INVOLVEMENT: Final = "I-2345-6789"  # references are drawn by chance: no site is sure to have one
DAY: Final = "2023-05-02"
COUPLE: Final[dict[str, Any]] = {
    "referral date": DAY,
    "treatment sought": "IVF",
    "patient date of birth": "1990-03-04",
    "patient BMI": 24.1,
    "AMH": {"value": 12.0, "unit": "pmol/L", "date": "2023-02-01"},
    "FSH": {"not known": "not asked"},
    "partner": "man",
    "patient smokes": False,
}
CANONICAL: Final = f"{QUESTIONNAIRE}{POLICY}|{VERSION}"
BEGUN: Final[dict[str, Any]] = {"resourceType": "QuestionnaireResponse", "questionnaire": CANONICAL, "status": "in-progress"}
ANSWERED: Final[dict[str, Any]] = {
    **BEGUN,
    "item": [
        {"linkId": "treatment_sought.value", "answer": [{"valueCoding": {"code": "IVF"}}]},
        {"linkId": "referral_date.value", "answer": [{"valueDate": DAY}]},
        {"linkId": "patient_bmi.value", "answer": [{"valueDecimal": 24.1}]},
        {"linkId": "fsh.not-known", "answer": [{"valueCoding": {"code": "not asked"}}]},
    ],
}
_CODES: Final = {"treatment_sought": "IVF", "partner": "man", "cause_of_infertility": "unexplained", "tubal_investigation": "done"}
_DAYS: Final = {
    "referral_date": DAY,
    "treatment_start_date": "2023-09-01",
    "patient_registered_since": "2016-08-01",
    "patient_date_of_birth": "1990-03-04",
    "partner_date_of_birth": "1988-11-20",
    "partner_registered_since": "2019-02-11",
    **{f"{who}_{test}_test": "2022-11-15" for who in ("patient", "partner") for test in ("hepatitis_b", "hepatitis_c", "hiv")},
}
_NUMBERS: Final = {
    "months_trying": 40,
    "insemination_cycles": 0,
    "insemination_months": 0,
    "nhs_iui_cycles": 0,
    **{f"{whose}_{what}": 0 for whose in ("nhs", "private") for what in ("fresh_cycles", "embryo_transfers")},
    **{f"{who}_living_children": 0 for who in ("patient", "partner")},
}
_YES: Final = (
    *("amh_offered_locally", "rubella_antibodies_tested", "patient_rubella_immune", "day_2_fsh_tested"),
    *("patient_chlamydia_screened", "semen_analysis_done"),
)
_NO: Final = (
    *("patient_smokes", "partner_smokes", "patient_sterilised", "partner_sterilised", "donor_sperm_needed", "welfare_concern"),
    *("other_medical_grounds", "embryo_testing_needed", "frozen_embryos_stored", "low_ovarian_reserve", "implications_discussed"),
    *("patient_stop_smoking_programme", "partner_stop_smoking_programme", "patient_co_verified", "partner_co_verified"),
    *("semen_analysis_abnormal", "semen_follow_up_done", "armed_forces"),
)
_SAID: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    *((f"{name}.value", {"valueCoding": {"code": code}}) for name, code in _CODES.items()),
    *((f"{name}.value", {"valueDate": day}) for name, day in _DAYS.items()),
    *((f"{name}.value", {"valueInteger": number}) for name, number in _NUMBERS.items()),
    *((f"{name}.value", {"valueBoolean": name in _YES}) for name in (*_YES, *_NO)),
    ("patient_bmi.value", {"valueDecimal": 24.1}),
    ("amh.value", {"valueQuantity": {"value": 12.0, "unit": "pmol/L"}}),
    ("amh.date", {"valueDate": "2023-02-01"}),
    ("patient_area.value", {"valueString": "26A"}),
    ("partner_area.value", {"valueString": "26A"}),
)
COMPLETE: Final[dict[str, Any]] = {  # of a couple who meets every rule, and whose tests are done
    **BEGUN,
    "status": "completed",
    "item": [{"linkId": name, "answer": [value]} for name, value in _SAID],
}
LOOP: Final = """import json, os, urllib.request

known = {"treatment_sought": {"valueCoding": {"code": "IVF"}}, "patient_bmi": {"valueDecimal": 24.1}}
response = BEGUN
headers = {"Authorization": "Bearer " + os.environ["COEQUAL_KEY"], "Content-Type": "application/fhir+json"}
while True:
    sent = urllib.request.Request("SITE/api/fhir/Questionnaire/$next-question", json.dumps(response).encode(), headers)
    with urllib.request.urlopen(sent) as answer:
        response = json.load(answer)
    if response["status"] == "completed":
        break
    asked = response["contained"][0]["item"][-1]["linkId"]  # the last fact is the one that is asked
    if asked in known:
        part, value = "value", known[asked]
    else:
        part, value = "not-known", {"valueCoding": {"code": "not asked"}}
    response.setdefault("item", []).append({"linkId": f"{asked}.{part}", "answer": [value]})
print(json.dumps(response["item"], indent=2))  # send the response to $assess
"""
