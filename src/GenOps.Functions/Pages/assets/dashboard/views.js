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

/** The sections about one tenant. They begin blank for each, so that nothing of one is ever seen under another's name. */
export function createViews(onRound) {
  const blank = byId("views").cloneNode(true);
  let view = null;

  function close() {
    view?.stop();
    view = null;
    byId("views").replaceWith(blank.cloneNode(true));
  }

  return {
    open(api, tenant) {
      close();
      view = openSections(api, tenant, onRound);
    },
    close,
    refresh: () => view?.refresh(),
    pause: value => view?.pause(value),
  };
}

/** Fills the sections from the tenant's own routes, or from the administrator's routes of a tenant, and keeps them full. */
function openSections(api, tenant, onRound) {
  const own = tenant === undefined;
  const base = own ? "genops" : `genops/tenants/${tenant}`;
  const data = {};
  const ledger = createLedger(page => api.get(`${base}/ledger/${page}`));
  const range = createRange(api, `${base}/usage`, () => feed.refresh(["days", "team", "project", "model"]));
  const sections = [
    { section: createFacts(), needs: ["summary"] },
    { section: createAlerts(), needs: ["summary"], uses: ["budget", "document"] },
    { section: createBudgets(), needs: ["budget"] },
    { section: createBurnDown(), needs: ["summary"], uses: ["month"] },
    { section: createSpend(ledger.goTo), needs: [], uses: ["days", "team", "project", "model"] },
    { section: createLive(), needs: ["summary"], uses: ["models"] },
    { section: createBatches(), needs: ["batches"] },
    { section: createSessions(), needs: ["sessions"] },
  ];

  function show(name, json) {
    data[name] = json;
    for (const { section, needs, uses = [] } of sections) {
      if ([...needs, ...uses].includes(name) && needs.every(need => data[need])) {
        section.show(data, name);
      }
    }
  }

  const feed = createFeed(api, resourcesOf(base, own, range), show, onRound);
  for (const id of tenantOnly) {
    byId(id).hidden = !own;
    document.querySelector(`.sections [href="#${id}"]`)?.toggleAttribute("hidden", !own);
  }
  byId("whose").textContent = own ? "" : `Tenant ${tenant}`;
  byId("views").hidden = false;
  const refresh = () => {
    feed.refresh();
    ledger.load();
  };
  refresh();
  return { refresh, pause: feed.pause, stop: feed.stop };
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
