// Runs decisions by feelin, an engine for FEEL that is not ours: one line of JSON in, one line of JSON out.
//
// In: {"functions": [[name, text]], "decisions": [[name, text or [[entry, text], …]]], "cases": [{name: value}]}, the
// decisions in the order in which they need one another. Out: for each case what each decision comes to.
// A date travels as {"date": "2024-02-29"}, a duration comes back as {"duration": text}.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { evaluate } = await import(pathToFileURL(process.argv[2]).href);
const days = new Map();

function day(text) {
  if (!days.has(text)) days.set(text, evaluate(`date("${text}")`).value);
  return days.get(text);
}

function given(value) {
  return value !== null && typeof value === "object" ? day(value.date) : value;
}

function told(value) {
  if (value === null || value === undefined) return null;
  if (typeof value !== "object") return value;
  const kind = value.constructor.name;
  if (kind === "FeelDate") return { date: String(value) };
  if (kind === "FeelDuration") return { duration: String(value) };
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, told(inside)]));
}

function value(text, context) {
  const found = evaluate(text, context).value;
  return found === undefined ? null : found;
}

function boxed(entries, context) {
  const inside = { ...context };
  const found = {};
  for (const [name, text] of entries) found[name] = inside[name] = value(text, inside);
  return found;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { functions, decisions, cases } = JSON.parse(line);
  const known = {};
  for (const [name, text] of functions) known[name] = value(text, known);
  const answers = cases.map((one) => {
    const context = { ...known };
    for (const [name, fact] of Object.entries(one)) context[name] = given(fact);
    const found = {};
    for (const [name, logic] of decisions) {
      context[name] = typeof logic === "string" ? value(logic, context) : boxed(logic, context);
      found[name] = told(context[name]);
    }
    return found;
  });
  process.stdout.write(`${JSON.stringify(answers)}\n`);
}
