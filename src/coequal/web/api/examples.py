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
