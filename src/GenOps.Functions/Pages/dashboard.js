// The key stays in the form's field; nothing is stored. All values are set as text, never as markup.
const byId = id => document.getElementById(id);
const cell = (name, text) => Object.assign(document.createElement(name), { textContent: text ?? "–" });
const dollars = text => text == null ? null : "$" + Number(text).toFixed(4);
const percent = share => share == null ? null : (100 * share).toFixed(1) + " %";

async function get(path) {
  const answer = await fetch(path, { headers: { authorization: "Bearer " + byId("key").value.trim() }, cache: "no-store" });
  const json = await answer.json();
  if (!answer.ok) {
    throw new Error(json.detail ?? json.error?.message ?? answer.statusText);
  }
  return json;
}

function table(id, columns, rows) {
  const head = document.createElement("tr");
  head.append(...columns.map(column => cell("th", column[0])));
  const lines = rows.map(row => {
    const line = document.createElement("tr");
    line.append(...columns.map(column => cell("td", column[1](row))));
    return line;
  });
  byId(id).replaceChildren(head, ...lines);
}

function facts(summary) {
  const shown = {
    "Spent today": dollars(summary.daily_costs_usd),
    "Spent this month": dollars(summary.monthly_costs_usd),
    "Of the day's limit": percent(summary.daily_budget_utilization),
    "Of the month's limit": percent(summary.monthly_budget_utilization),
    "Held": dollars(summary.held_usd),
    "Calls": summary.operations_count,
    "Refused": summary.refusals_count,
    "Calls a second": summary.operations_per_second,
    "Active sessions": summary.active_sessions,
    "Policy": summary.governance_policy,
    "Limit reached": summary.projected_exhaustion_at ?? "not in sight",
  };
  byId("summary").replaceChildren(...Object.entries(shown).map(([name, value]) => {
    const fact = document.createElement("div");
    fact.append(cell("dt", name), cell("dd", value));
    return fact;
  }));
}

const sums = name => [
  [name, row => row[name]],
  ["calls", row => row.operations],
  ["failed", row => row.failures],
  ["refused", row => row.refusals],
  ["tokens in", row => row.input_tokens],
  ["tokens out", row => row.output_tokens],
  ["cost", row => dollars(row.cost_usd)],
];

async function show() {
  const [summary, budget, models, teams, days] = await Promise.all([
    get("genops/summary"), get("genops/budget"),
    get("genops/usage?group_by=model"), get("genops/usage?group_by=team"), get("genops/usage?group_by=day"),
  ]);
  facts(summary);
  byId("advice").replaceChildren(...summary.recommendations.map(advice => cell("li", advice.message)));
  table("budgets", [
    ["scope", row => row.scope], ["window", row => row.window], ["limit", row => dollars(row.limit_usd)], ["spent", row => dollars(row.spent_usd)],
    ["held", row => dollars(row.held_usd)], ["remaining", row => dollars(row.remaining_usd)], ["resets", row => row.resets_at],
  ], budget.scopes);
  table("models", sums("model"), models.rows);
  table("teams", sums("team"), teams.rows);
  table("days", sums("day"), days.rows);
  document.querySelector("main").hidden = false;
}

document.querySelector("form").addEventListener("submit", async event => {
  event.preventDefault();
  byId("error").textContent = "";
  try {
    await show();
  } catch (error) {
    document.querySelector("main").hidden = true;
    byId("error").textContent = error.message;
  }
});
