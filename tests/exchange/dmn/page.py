"""The manual's page on DMN, made from the tested shapes of FEEL."""

from tests.exchange.dmn.shapes import WHAT_AND_FEEL

_PAGE = """\
# A policy in DMN

<!-- Made by `make manual` from the shapes in tests/exchange/dmn. Change those, not this page. -->

DMN is the standard of the Object Management Group for decisions. A policy becomes one model of DMN, and a model becomes a draft policy.
Software assesses, people decide: a model says so as well. `coequal export POLICY --to dmn` writes it in DMN 1.5; `--to dmn-1.3` writes the same in
DMN 1.3, for software that does not read 1.5: among it dmn-moddle 12.2, with which dmn-js and the modellers that are built on it read.

Every model is valid under the standard's schema of its version. The expressions of every model were evaluated with feelin to the same statuses, outcomes
and amounts as `coequal check`. feelin is an interpreter of FEEL's expressions, not a whole engine of DMN: it reads no models, so the tests go from decision to
decision by what each says that it requires. Whole engines were not tried. The names of facts and functions have spaces, as DMN allows, and not every engine takes
such names in an expression, nor `null` among the values of a type: before you rest on another engine, hold its answers against those of `coequal check`.

## What is in a model

| part | is |
| --- | --- |
| input data | each fact on which the policy rests, with its type, its question and its unit; `AMH date` is the date of the result of `AMH`; a fact that is not known is `null` |
| a decision of the name of a fact | what is worked out from other facts; one that may be given as well is given as `… as given` |
| `criterion_…` | whether it `applies`, whether it is `met` (of a judgement, whether it is `to_be_judged`), and its `status`; the clause and our wording stand with it |
| `criterion_…_by_itself` | of a criterion that overrides another or is overridden: what it comes to before the others are looked at |
| `treatment_…` | the `outcome`, and each amount; an amount that the policy does not say is the text `"not stated"` |
| `policy_outcome` | the outcome of the treatment sought; of the policy's first treatment where none is known to be sought, or one of which the policy does not speak |

Whatever has a value names its type; an amount that may be the text `"not stated"` is of type `Any`. The diagram has at most eight boxes in a row, kind by
kind: the outcome at the top, what is given at the bottom.

Other readings, kinds, overrides, and the fingerprint of the text stand as extension elements, which other software leaves alone.
A policy that was not seen whole has the criterion `criterion_criteria_not_seen`, so nobody is eligible under it.

Of a treatment of which the policy does not speak, the outcome is so that of another. `coequal check` says so beside it; a model says it in its description,
which names these treatments. Look at what is sought before you rest on `policy_outcome`, or take the outcome of the `treatment_…` that is meant.

## Running a model

An engine must know whether a fact is missing: give it every input, and `null` where it is not known. A date is given as a date of FEEL, a number as a number,
yes and no as `true` and `false`, a choice as one of the texts of its type. A date that is given as text is no date: whatever rests on it becomes not known.
Round a number to the places that the question names first; a model does not.

Here one policy is run with feelin, which `npm install feelin` installs. First its model:

```sh
coequal export norfolk-and-waveney/assisted-conception --to dmn --out norfolk.dmn
```

A whole engine reads that file. For feelin take the expressions out of it; functions and decisions stand in the file after those that they need.

```python
import json
from pathlib import Path
from xml.etree import ElementTree

root = ElementTree.parse("norfolk.dmn").getroot()
names = {"dmn": root.tag[1:].partition("}")[0]}
steps = []
for function in root.iterfind("dmn:businessKnowledgeModel", names):
    parameters = ", ".join(one.get("name") for one in function.iterfind(".//dmn:formalParameter", names))
    steps.append([function.get("name"), f"function({parameters}) {function.findtext('.//dmn:text', '', names)}"])
for decision in root.iterfind("dmn:decision", names):
    entries = [
        [entry.find("dmn:variable", names).get("name"), entry.findtext(".//dmn:text", "", names)]
        for entry in decision.iterfind("dmn:context/dmn:contextEntry", names)
    ]
    steps.append([decision.get("name"), entries or decision.findtext("dmn:literalExpression/dmn:text", "", names)])
inputs = [one.get("name") for one in root.iterfind("dmn:inputData", names)]
Path("norfolk.json").write_text(json.dumps({"inputs": inputs, "steps": steps}))
```

Then run them, for example from a file `run.mjs` with `node run.mjs`:

```js
import assert from "node:assert";
import { readFileSync } from "node:fs";
import { evaluate } from "feelin";

const { inputs, steps } = JSON.parse(readFileSync("norfolk.json", "utf8"));
const day = (text) => evaluate(`date("${text}")`).value;

function run(facts) {
  const found = { ...Object.fromEntries(inputs.map((name) => [name, null])), ...facts };
  for (const [name, logic] of steps) {
    if (typeof logic === "string") {
      found[name] = evaluate(logic, found).value;
      continue;
    }
    const entries = {};
    for (const [entry, text] of logic) entries[entry] = evaluate(text, { ...found, ...entries }).value;
    found[name] = entries;
  }
  return found;
}

const dates = { "referral date": day("2023-05-02"), "treatment start date": day("2023-06-01") };
const woman = { ...dates, "patient date of birth": day("1990-03-04"), "patient BMI": 34 };
const answer = run(woman);
assert.equal(answer.criterion_body_mass_index.status, "not met");
assert.equal(answer.criterion_smoking.status, "not known");
assert.equal(answer.policy_outcome, "not eligible");

const asText = run({ ...woman, "patient date of birth": "1990-03-04" });
assert.equal(answer["patient age at treatment"], 33);
assert.equal(asText["patient age at treatment"], null);
```

## Each construct in FEEL

DMN answers yes or no in four places where a policy says not known: `=`, `!=`, `in (…)` and `if` with a `null`. There a guard stands in the model.
Some things are written in simpler operators, because engines differ in them: ages, months, the earlier of two dates, and when durations are equal.

| construct | in a policy | in the model |
| --- | --- | --- |
{rows}
A date that is moved by a worked-out duration, such as `referral date - (treatment start date - referral date)`, cannot be said, and is refused by name.
So is an expression that would have more than 10,000 parts with its guards, and a fact or an amount that is called like a function of FEEL.

## A model as a draft policy

A model that coequal wrote comes back with the same conditions, kinds, treatments, amounts, overrides and readings, and with the words of each
criterion. It holds nothing else of the policy's file: not the preamble and the words on treatments, nor commissioners, dates and why they are read
so, review, the address of the source, providers and exceptions. The draft says so.

What somebody changed in it since is read from its FEEL, and its words still say the old rule. So the draft names each decision that was changed,
added or taken out after coequal wrote it, each whose description was changed, and each that says something else than the draft does; and it is
`partial`, so nobody is eligible under it until somebody has looked. It is partial too where the model is of another policy than the draft, and where
a criterion's value was not found, which is left out, and said. What nobody changed stays as it was seen.

```sh
coequal import norfolk.dmn --policy norfolk-and-waveney/assisted-conception --out draft.md
```

Of a model that others wrote, say which policy and service it is of. This one, `weight.dmn`,

```xml
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="Weight" namespace="urn:example">
  <inputData id="bmi" name="patientBMI"/>
  <decision id="weight" name="Weight"><decisionTable hitPolicy="UNIQUE">
    <input><inputExpression><text>patientBMI</text></inputExpression></input><output name="may be referred"/>
    <rule><inputEntry><text>[19..30]</text></inputEntry><outputEntry><text>true</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>
```

becomes a draft of one criterion, `met when: "patient BMI in [19 .. 30]"`:

```sh
coequal import weight.dmn --policy exampleshire/assisted-conception --title "Exampleshire: a model of others" --out weight.md
```

- Inputs are taken for the facts of their names, however those are capitalised and joined. So is a name of which a table asks without declaring it.
- Expressions in the subset of FEEL and decision tables of one output are taken over, under the hit policies UNIQUE, ANY and FIRST. A decision on which another rests is written into that one.
- True is read as: the criterion is met. Turn a condition round where the model means by true that somebody is refused.
- A default output, `decimal` and expressions in another language than FEEL are not taken over.
- The draft is `partial`, so nobody is eligible under it, until somebody has held it against the source and says that it is whole.
- Whatever is not taken over is named with its reason in the section *What to look at* of the draft. Where nothing is, there is no draft, but a message with the reasons.
- A file with a document type, of more than 5 MB or 100,000 elements, nested more than 60 deep, or without a decision is refused.
"""


def page() -> str:
    """The whole page."""
    rows = "".join(f"| {what} | `{said}` | `{feel}` |\n" for what, said, feel in WHAT_AND_FEEL)
    return _PAGE.replace("{rows}", rows)
