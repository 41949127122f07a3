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

/** The entries of one day, page by page. They never change, so nothing here refreshes by itself. */
export function createLedger() {
  const show = createTable(byId("ledger-table"), { caption: "Entries in the order of time", columns, empty: "No entries on this day." });
  const [input, previous, next] = ["ledger-day", "ledger-previous", "ledger-next"].map(byId);
  let ask = null;
  let cursors = [null];

  async function load() {
    const wanted = ask;
    const cursor = cursors.at(-1);
    try {
      const page = await wanted(`${input.value}?limit=${pageRows}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
      if (wanted === ask) {
        showPage(page);
      }
    } catch (error) {
      if (wanted === ask) {
        byId("ledger-error").textContent = error.text;
      }
    }
  }

  function showPage(page) {
    show(page.data);
    byId("ledger-error").textContent = "";
    setText(byId("ledger-page"), `Page ${cursors.length} of ${page.date}${page.closed ? ", closed" : ""}, ${count(page.data.length)} entries`);
    previous.disabled = cursors.length === 1;
    next.disabled = page.next_cursor === null;
    next.onclick = () => {
      cursors.push(page.next_cursor);
      load();
    };
  }

  previous.onclick = () => {
    cursors.pop();
    load();
  };
  byId("ledger-form").onsubmit = event => {
    event.preventDefault();
    cursors = [null];
    load();
  };

  return {
    /** Shows today's entries; `fetchPage(dayAndQuery)` brings them. */
    open(fetchPage) {
      ask = fetchPage;
      input.value = day(Date.now());
      cursors = [null];
      return load();
    },
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
