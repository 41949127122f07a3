import { byId } from "../shared/dom.js";
import { createFeed } from "./feed.js";
import { percent, usd } from "./format.js";
import { createTable } from "./table.js";

const pageRows = 20;

/** The administrator's list of tenants with what each spent. */
export function createTenants(onChoose, onRound) {
  const [previous, next] = ["tenants-previous", "tenants-next"].map(byId);
  let [feed, rows, cursors, chosen] = [null, [], [null], null];
  const table = createTable(byId("tenants-table"), {
    caption: "Tenants by name",
    columns: [
      { title: "Tenant", kind: "name", text: row => row.tenant, press: row => choose(row) },
      { title: "Policy", text: row => row.document.policy },
      { title: "Spent today", kind: "number", text: row => usd(row.summary?.daily_costs_usd) },
      { title: "Daily limit", kind: "number", text: row => usd(row.document.daily_limit_usd) },
      { title: "Used", kind: "number", text: row => percent(row.summary?.daily_budget_utilization) },
      { title: "Spent this month", kind: "number", text: row => usd(row.summary?.monthly_costs_usd) },
      { title: "Monthly limit", kind: "number", text: row => usd(row.document.monthly_limit_usd) },
    ],
    empty: "There are no tenants. Make one with PUT /genops/tenants/{tenant}.",
  });
  const show = () => table(rows, row => row.tenant === chosen);

  function choose(row) {
    chosen = row.tenant;
    show();
    onChoose(row.tenant);
  }

  // A tenant whose summary can't be had keeps its row; what is missing shows as missing.
  async function showPage(api, page) {
    const summaries = await Promise.all(page.data.map(row => api.get(`genops/tenants/${row.tenant}/summary`).catch(() => null)));
    rows = page.data.map((row, index) => ({ ...row, summary: summaries[index] }));
    show();
    previous.disabled = cursors.length === 1;
    next.disabled = page.next_cursor === null;
    next.onclick = () => turn(() => cursors.push(page.next_cursor));
  }

  function turn(change) {
    change();
    feed.refresh();
  }

  previous.onclick = () => turn(() => cursors.pop());

  return {
    open(api) {
      [cursors, chosen] = [[null], null];
      feed = createFeed(api, { page: { path: () => pagePath(cursors.at(-1)), everySeconds: 15 } }, (_, page) => showPage(api, page), onRound);
      byId("tenants").hidden = false;
      feed.refresh();
    },
    close() {
      feed?.stop();
      feed = null;
      rows = [];
      show();
      byId("tenants").hidden = true;
    },
    refresh: () => feed?.refresh(),
    pause: value => feed?.pause(value),
  };
}

/** A page of the list; the first without a cursor. */
export const pagePath = cursor => `genops/tenants?limit=${pageRows}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`;
