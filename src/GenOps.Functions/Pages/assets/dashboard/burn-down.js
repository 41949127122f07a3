import { byId, setText } from "../shared/dom.js";
import { createChart } from "./chart.js";
import { clock, day, dollarTick, instant } from "./format.js";

const daySeconds = 86_400;
const youngestRateSeconds = 900;
const mostSamples = 2_000;

/** What is left of the day's and the month's limit, and when it will be gone if spending goes on as it did. */
export function createBurnDown() {
  const ofDay = chartOf("burn-day", "Left today");
  const ofMonth = chartOf("burn-month", "Left this month");
  let samples = [];

  return {
    show({ summary, month }, changed) {
      const now = Date.now() / 1000;
      const start = Date.parse(`${summary.date}T00:00:00Z`) / 1000;
      if (changed === "summary") {
        samples = withSample(samples.filter(sample => sample.time >= start), { time: now, spent: Number(summary.daily_costs_usd) });
      }
      show(ofDay, summary.daily_budget_limit_usd, [{ time: start, spent: 0 }, ...samples], start, start + daySeconds, clock);
      if (month) {
        showMonth(ofMonth, summary, month, now);
      }
      setText(byId("burn-text"), summary.projected_exhaustion_at
        ? `At this pace the limit is reached at ${instant(summary.projected_exhaustion_at)}.`
        : "At this pace no limit is reached before its window ends.");
    },
  };
}

// A stretch without spending needs its ends alone.
function withSample(samples, sample) {
  const isFlat = samples.length > 1 && samples.at(-2).spent === sample.spent && samples.at(-1).spent === sample.spent;
  return [...(isFlat ? samples.slice(0, -1) : samples), sample].slice(-mostSamples);
}

function chartOf(id, title) {
  const seen = [0, 1];
  const chart = createChart(byId(id), { ...options, title, range: () => seen });
  return { chart, seen };
}

const options = {
  series: [{ label: "Left", color: "--accent" }, { label: "At this pace", color: "--warn", dash: [6, 5] }],
  columns: [{ title: "At", text: row => row.at }, { title: "Left", kind: "number", text: row => dollarTick(row.left) }],
  empty: "No limit is set.",
  tick: dollarTick,
};

function showMonth(chart, summary, month, now) {
  const start = Date.parse(`${summary.date.slice(0, 7)}-01T00:00:00Z`) / 1000;
  const end = Date.UTC(Number(summary.date.slice(0, 4)), Number(summary.date.slice(5, 7)), 1) / 1000;
  let spent = 0;
  const points = [{ time: start, spent }];
  for (const row of [...month.rows].sort((a, b) => a.day < b.day ? -1 : 1).filter(row => row.day < summary.date)) {
    spent += Number(row.cost_usd);
    points.push({ time: Date.parse(`${row.day}T00:00:00Z`) / 1000 + daySeconds, spent });
  }
  points.push({ time: now, spent: Number(summary.monthly_costs_usd) });
  show(chart, summary.monthly_budget_limit_usd, points, start, end, day);
}

function show({ chart, seen }, limitText, points, start, end, nameOf) {
  if (limitText === null) {
    chart(null, []);
    return;
  }
  seen.splice(0, 2, start, end);
  const limit = Number(limitText);
  const last = points.at(-1);
  const rate = last.time - start >= youngestRateSeconds ? last.spent / (last.time - start) : 0;
  const gone = rate > 0 ? Math.min(end, last.time + Math.max(0, limit - last.spent) / rate) : end;
  const times = [...points.map(point => point.time), Math.max(gone, last.time + 1)];
  const left = points.map(point => limit - point.spent);
  chart(
    [times, [...left, null], [...points.slice(1).map(() => null), left.at(-1), limit - last.spent - rate * (gone - last.time)]],
    points.map((point, index) => ({ at: nameOf(point.time * 1000), left: left[index] })).slice(-100).reverse());
}
