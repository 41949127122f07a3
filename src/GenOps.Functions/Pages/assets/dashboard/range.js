import { byId } from "../shared/dom.js";
import { download } from "./download.js";
import { day } from "./format.js";

/** The days that spend is shown for, this month at first, and their downloads from the route of usage. */
export function createRange(api, usagePath, onChange) {
  const [from, to, error] = ["from", "to", "range-error"].map(byId);
  const query = () => `from=${from.value}&to=${to.value}`;
  to.value = day(Date.now());
  from.value = `${to.value.slice(0, 8)}01`;

  async function save(format) {
    try {
      const groups = format === "csv" ? "&group_by=day,team,project,model" : "";
      await download(api, `${usagePath}?${query()}&format=${format}${groups}`, `${format === "csv" ? "usage" : "focus"}-${from.value}-${to.value}.csv`);
      error.textContent = "";
    } catch (failure) {
      error.textContent = failure.text;
    }
  }

  byId("range").onsubmit = event => {
    event.preventDefault();
    error.textContent = from.value > to.value ? "The first day is after the last." : "";
    if (error.textContent === "") {
      onChange();
    }
  };
  byId("csv").onclick = () => save("csv");
  byId("focus").onclick = () => save("focus");

  return { query };
}
