import { byId } from "../shared/dom.js";
import { count, instant, milliseconds, usd } from "./format.js";
import { createTable } from "./table.js";

/** The sessions that go on, the newest first. */
export function createSessions() {
  const show = createTable(byId("sessions"), {
    caption: "The newest 20 that have not ended",
    columns: [
      { title: "Name", kind: "name", text: row => row.name ?? row.id },
      { title: "Calls", kind: "number", text: row => count(row.operations) },
      { title: "Failed", kind: "number", text: row => count(row.failures) },
      { title: "Refused", kind: "number", text: row => count(row.refusals) },
      { title: "Cost", kind: "number", text: row => usd(row.cost_usd) },
      { title: "p95", kind: "number", text: row => milliseconds(row.latency_ms.p95) },
      { title: "Started", kind: "nowrap", text: row => instant(row.started_at) },
    ],
    empty: "No session is active.",
  });
  return { show: ({ sessions }) => show(sessions.data) };
}
