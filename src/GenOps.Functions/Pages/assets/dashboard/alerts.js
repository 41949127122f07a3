import { byId, el } from "../shared/dom.js";
import { percent, usd } from "./format.js";

// What a tenant document has unless it says otherwise. A tenant's key can't read the document; the administrator's can.
const defaultThresholds = [0.5, 0.8, 0.95, 1];

/** Shows which thresholds are passed, and the service's advice. It is a live region, so it changes only when there is news. */
export function createAlerts() {
  const root = byId("alerts");
  let shown = "";
  return {
    show({ summary, budget, document: rules }) {
      const thresholds = rules?.alerts.thresholds ?? defaultThresholds;
      const scopes = budget?.scopes ?? windowsOf(summary);
      const alerts = [
        ...scopes.map(scope => alertOf(scope, thresholds)).filter(alert => alert !== null).sort((a, b) => b.threshold - a.threshold),
        ...summary.recommendations.map(adviceOf),
      ];
      const news = JSON.stringify(alerts);
      if (news !== shown) {
        shown = news;
        root.replaceChildren(alerts.length === 0
          ? el("p", { class: "muted" }, `No threshold is passed (${thresholds.map(percent).join(", ")}).`)
          : el("ul", {}, ...alerts.map(alert => el("li", { class: alert.tone }, alert.text))));
      }
    },
  };
}

const windowsOf = summary => [
  { scope: "tenant", window: summary.date, limit_usd: summary.daily_budget_limit_usd, spent_usd: summary.daily_costs_usd },
  { scope: "tenant", window: summary.date.slice(0, 7), limit_usd: summary.monthly_budget_limit_usd, spent_usd: summary.monthly_costs_usd },
];

function alertOf({ scope, window, limit_usd, spent_usd }, thresholds) {
  if (limit_usd === null || Number(limit_usd) === 0) {
    return limit_usd === null ? null : { threshold: 1, tone: "warn", text: `${scope}, ${window}: the limit is $0, every call is refused.` };
  }
  const passed = thresholds.filter(threshold => Number(spent_usd) >= threshold * Number(limit_usd)).at(-1);
  return passed === undefined ? null : {
    threshold: passed,
    tone: passed >= 1 ? "bad" : passed >= 0.8 ? "warn" : "",
    text: `${scope}, ${window}: passed ${percent(passed)} of ${usd(limit_usd)}.`,
  };
}

const adviceOf = ({ message, saving_usd }) => ({ threshold: 0, tone: "", text: saving_usd ? `${message} Saves ${usd(saving_usd)}.` : message });
