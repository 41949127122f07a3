import { byId, el, setText } from "../shared/dom.js";
import { count, instant, percent, until, usd } from "./format.js";

// The day at a glance.
const facts = {
  "Spent today": s => [usd(s.daily_costs_usd), shareOf(s.daily_budget_utilization, s.daily_budget_limit_usd)],
  "Spent this month": s => [usd(s.monthly_costs_usd), shareOf(s.monthly_budget_utilization, s.monthly_budget_limit_usd)],
  "Left today": s => [usd(s.daily_remaining_usd)],
  "Held": s => [usd(s.held_usd), "by running calls and batches"],
  "Calls today": s => [count(s.operations_count), s.average_cost_per_operation_usd ? `${usd(s.average_cost_per_operation_usd)} each` : ""],
  "Refused today": s => [count(s.refusals_count)],
  "Calls a second": s => [count(s.operations_per_second), "over the last minute"],
  "Active sessions": s => [count(s.active_sessions)],
  "Limit reached": s => s.projected_exhaustion_at
    ? [until(s.projected_exhaustion_at), `at this pace, ${instant(s.projected_exhaustion_at)}`]
    : ["not in sight"],
  "Policy": s => [s.governance_policy],
};

const shareOf = (share, limit) => limit === null ? "no limit" : `${percent(share)} of ${usd(limit)}`;

/** Shows a summary. */
export function createFacts() {
  const cells = Object.keys(facts).map(name => {
    const [value, aside] = [el("span"), el("span", { class: "aside" })];
    byId("facts").append(el("div", {}, el("dt", {}, name), el("dd", {}, value, aside)));
    return { name, value, aside };
  });
  return {
    show({ summary }) {
      for (const cell of cells) {
        const [value, aside = ""] = facts[cell.name](summary);
        setText(cell.value, value);
        setText(cell.aside, aside);
      }
    },
  };
}
