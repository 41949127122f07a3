import { byId, setText } from "../shared/dom.js";
import { clock, count, day, milliseconds, nanoUsd, nothing } from "./format.js";
import { createTable } from "./table.js";

const pageRows = 50;

const columns = [
  { title: "At (UTC)", kind: "nowrap", text: entry => clock(entry.at) },
  { title: "Kind", text: entry => entry.kind.replaceAll("_", " ") },
  { title: "Status", text: entry => entry.status.replaceAll("_", " ") },
  { title: "Cost", kind: "number", text: entry => nanoUsd(entry.cost_nano_usd) },
  { title: "Model", kind: "name", text: entry => entry.model ?? nothing },
  { title: "Team / project", kind: "name", text: entry => [entry.attributes.team, entry.attributes.project].filter(Boolean).join(" / ") || nothing },
  { title: "Tokens in", kind: "number", text: entry => count(entry.input_tokens) },
  { title: "Tokens out", kind: "number", text: entry => count(entry.output_tokens) },
  { title: "Held", kind: "number", text: entry => nanoUsd(entry.held_nano_usd) },
  { title: "Provider", kind: "number", text: entry => milliseconds(entry.provider_ms) },
  { title: "Request", text: entry => entry.request_id ?? nothing },
];

/** The entries of one day, page by page; `fetchPage(dayAndQuery)` brings them. They never change, so nothing here refreshes by itself. */
export function createLedger(fetchPage) {
  const show = createTable(byId("ledger-table"), { caption: "Entries in the order of time", columns, empty: "No entries on this day." });
  const [input, previous, next] = ["ledger-day", "ledger-previous", "ledger-next"].map(byId);
  const fault = byId("ledger-error");
  let cursors = [null];
  input.value = day(Date.now());

  // Of two pages asked for, the one asked for last is shown, whichever comes last.
  async function load() {
    const asked = cursors;
    const cursor = cursors.at(-1);
    try {
      const page = await fetchPage(`${input.value}?limit=${pageRows}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
      if (asked === cursors) {
        showPage(page);
      }
    } catch (error) {
      fault.textContent = error.text;
    }
  }

  function showPage(page) {
    show(page.data);
    fault.textContent = "";
    setText(byId("ledger-page"), `Page ${cursors.length} of ${page.date}${page.closed ? ", closed" : ""}, ${count(page.data.length)} entries`);
    previous.disabled = cursors.length === 1;
    next.disabled = page.next_cursor === null;
    next.onclick = () => {
      cursors = [...cursors, page.next_cursor];
      load();
    };
  }

  previous.onclick = () => {
    cursors = cursors.slice(0, -1);
    load();
  };
  byId("ledger-form").onsubmit = event => {
    event.preventDefault();
    cursors = [null];
    load();
  };

  return {
    load,
    /** Goes to a day that was chosen elsewhere. */
    goTo(chosen) {
      input.value = chosen;
      cursors = [null];
      byId("ledger").scrollIntoView();
      input.focus({ preventScroll: true });
      return load();
    },
  };
}
