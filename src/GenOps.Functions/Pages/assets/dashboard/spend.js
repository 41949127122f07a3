import { byId } from "../shared/dom.js";
import { createChart } from "./chart.js";
import { count, dollarTick, usd } from "./format.js";
import { createTable } from "./table.js";

const mostRows = 50;
const halfDay = 43_200;

const sums = [
  { title: "Cost", kind: "number", text: row => usd(row.cost_usd) },
  { title: "Calls", kind: "number", text: row => count(row.operations) },
  { title: "Failed", kind: "number", text: row => count(row.failures) },
  { title: "Refused", kind: "number", text: row => count(row.refusals) },
  { title: "Tokens in", kind: "number", text: row => count(row.input_tokens) },
  { title: "Tokens out", kind: "number", text: row => count(row.output_tokens) },
];

/** What was spent in a range of days: by day as a chart, by team, project and model as tables with bars. */
export function createSpend(onDay) {
  let seen = [0, 0];
  const byDay = createChart(byId("spend-days"), {
    title: "Spend by day",
    series: [{ label: "Spend", color: "--accent", bars: true }],
    columns: [{ title: "Day", text: row => row.day, press: row => onDay(row.day) }, ...sums],
    empty: "Nothing was spent in these days.",
    tick: dollarTick,
    range: () => seen,
  });
  const tables = Object.fromEntries(["team", "project", "model"].map(name => [name, tableOf(name)]));
  return {
    show({ days, team, project, model }) {
      if (days) {
        const rows = [...days.rows].sort((a, b) => a.day < b.day ? -1 : 1);
        const times = rows.map(row => secondsOf(row.day));
        seen = [secondsOf(days.from) - halfDay, secondsOf(days.to) + halfDay];
        byDay(rows.length === 0 ? null : [times, rows.map(row => Number(row.cost_usd))], [...rows].reverse());
      }
      for (const [name, usage] of Object.entries({ team, project, model })) {
        if (usage) {
          tables[name](usage);
        }
      }
    },
  };
}

const secondsOf = day => Date.parse(`${day}T00:00:00Z`) / 1000;

function tableOf(name) {
  let total = 1;
  const show = createTable(byId(`spend-${name}`), {
    caption: `Spend by ${name}`,
    columns: [
      { title: name[0].toUpperCase() + name.slice(1), kind: "name", text: row => row[name] ?? "(none)" },
      { title: "Share", share: row => Number(row.cost_usd) / total },
      ...sums,
    ],
    empty: `Nothing was spent by any ${name}.`,
  });
  return usage => {
    total = Math.max(Number(usage.totals.cost_usd), Number.MIN_VALUE);
    show(usage.rows.toSorted((a, b) => Number(b.cost_usd) - Number(a.cost_usd)).slice(0, mostRows));
  };
}
