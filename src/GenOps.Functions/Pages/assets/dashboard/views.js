import { byId } from "../shared/dom.js";
import { createAlerts } from "./alerts.js";
import { createBatches } from "./batches.js";
import { createBudgets } from "./budgets.js";
import { createBurnDown } from "./burn-down.js";
import { createFacts } from "./facts.js";
import { createFeed } from "./feed.js";
import { createLedger } from "./ledger.js";
import { createLive } from "./live.js";
import { createRange } from "./range.js";
import { createSessions } from "./sessions.js";
import { createSpend } from "./spend.js";

// What a tenant's key opens; the administrator's opens summary, usage, ledger and the document alone.
const tenantOnly = ["budgets", "live-latency", "batches", "sessions"];

/** The sections about one tenant. `open` fills them from the tenant's own routes, or from the administrator's of a tenant. */
export function createViews(onRound) {
  const ledger = createLedger();
  const range = createRange(() => feed?.refresh(["days", "team", "project", "model"]));
  const sections = [
    [createFacts(), ["summary"]], [createAlerts(), ["summary"]], [createBudgets(), ["budget"]], [createBurnDown(), ["summary"]],
    [createSpend(day => ledger.goTo(day)), []], [createLive(), ["summary"]], [createBatches(), ["batches"]], [createSessions(), ["sessions"]],
  ];
  let feed = null;
  let data = {};

  function show(name, json) {
    data[name] = json;
    for (const [section, needs] of sections) {
      if (needs.every(need => data[need])) {
        section.show(data, name);
      }
    }
  }

  return {
    open(api, tenant) {
      feed?.stop();
      data = {};
      const own = tenant === undefined;
      const base = own ? "genops" : `genops/tenants/${tenant}`;
      for (const id of tenantOnly) {
        byId(id).hidden = !own;
        document.querySelector(`.sections [href="#${id}"]`)?.toggleAttribute("hidden", !own);
      }
      range.open({ api, usage: `${base}/usage` });
      feed = createFeed(api, resourcesOf(base, own, range), show, onRound);
      byId("views").hidden = false;
      return Promise.all([feed.refresh(), ledger.open(page => api.get(`${base}/ledger/${page}`))]);
    },
    close() {
      feed?.stop();
      byId("views").hidden = true;
    },
    refresh: () => feed?.refresh(),
    pause: value => feed?.pause(value),
  };
}

function resourcesOf(base, own, range) {
  const of = (path, everySeconds) => ({ path: () => path, everySeconds });
  const usageBy = group => ({ path: () => `${base}/usage?${range.query()}&group_by=${group}`, everySeconds: 15 });
  return {
    summary: of(`${base}/summary`, 5),
    month: of(`${base}/usage?group_by=day`, 60),
    days: usageBy("day"),
    team: usageBy("team"),
    project: usageBy("project"),
    model: usageBy("model"),
    ...(own ? {
      budget: of("genops/budget", 5),
      batches: of("v1/batches?limit=20", 5),
      sessions: of("genops/sessions?status=active&limit=20", 15),
      models: of("genops/models", 15),
    } : { document: of(base, 60) }),
  };
}
