import { byId, el, setText } from "../shared/dom.js";
import { count, instant, percent, usd } from "./format.js";

const running = ["validating", "in_progress", "finalizing", "cancelling"];

/** Batches that run, with their progress and what they wait for; then the last ones that ended. */
export function createBatches() {
  const list = el("ul", { class: "bars" });
  const note = el("p", { class: "muted" });
  byId("batches").append(list, note);
  return {
    show({ batches }) {
      const rows = batches.data.toSorted((a, b) => running.includes(b.status) - running.includes(a.status)).slice(0, 10);
      while (list.children.length > rows.length) {
        list.lastChild.remove();
      }
      rows.forEach((batch, index) => fill(list.children[index] ?? list.appendChild(newItem()), batch));
      setText(note, rows.length === 0 ? "There are no batches." : "");
    },
  };
}

const newItem = () => el("li", {}, el("div", { class: "head" }, el("strong"), el("span")), el("progress", { class: "progress", max: 1 }), el("div", { class: "muted" }));

function fill(item, batch) {
  const [head, bar, text] = item.children;
  const { total, completed, failed } = batch.request_counts;
  const done = total === 0 ? 0 : (completed + failed) / total;
  item.className = batch.genops.waiting_for || batch.status === "expired" ? "warn" : batch.status === "failed" ? "bad" : "";
  setText(head.firstChild, batch.id);
  setText(head.lastChild, `${batch.status.replace("_", " ")} · ${count(completed + failed)} of ${count(total)} (${percent(done)})`);
  bar.value = done;
  bar.setAttribute("aria-label", `Progress of ${batch.id}`);
  setText(text, [
    batch.genops.waiting_for && `waits for ${batch.genops.waiting_for}${batch.genops.resumes_at ? ` until ${instant(batch.genops.resumes_at)}` : ""}`,
    failed > 0 && `${count(failed)} failed`,
    `${usd(batch.genops.cost_usd)} spent of ${usd(batch.genops.estimated_cost_usd)} expected`,
    Number(batch.genops.held_usd) > 0 && `${usd(batch.genops.held_usd)} held`,
    running.includes(batch.status) && `${count(batch.genops.items_per_second)} items a second`,
    batch.errors?.data[0] && `first fault: ${batch.errors.data[0].message}`,
  ].filter(Boolean).join(" · "));
}
