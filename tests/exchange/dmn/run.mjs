// Runs decisions by feelin, an engine for FEEL that is not ours: one line of JSON in, one line of JSON out.
//
// In: {"functions": [[name, text, needs]], "decisions": [[name, text or [[entry, text], …], needs]], "cases": [{name: value}]},
// each after those that it needs. Out: for each case what each decision comes to. What has a list of needs sees these names
// alone, as in an engine that goes by the requirements of a model; without one it sees everything.
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

function seen(context, needs) {
  if (needs === undefined || needs === null) return context;
  return Object.fromEntries(needs.filter((name) => name in context).map((name) => [name, context[name]]));
}

for await (const line of createInterface({ input: process.stdin })) {
  const { functions, decisions, cases } = JSON.parse(line);
  const known = {};
  for (const [name, text, needs] of functions) known[name] = value(text, seen(known, needs));
  const answers = cases.map((one) => {
    const context = { ...known };
    for (const [name, fact] of Object.entries(one)) context[name] = given(fact);
    const found = {};
    for (const [name, logic, needs] of decisions) {
      const own = seen(context, needs);
      context[name] = typeof logic === "string" ? value(logic, own) : boxed(logic, own);
      found[name] = told(context[name]);
    }
    return found;
  });
  process.stdout.write(`${JSON.stringify(answers)}\n`);
}
