import { el, setText } from "../shared/dom.js";

/**
 * A table whose rows are kept and only changed: focus and scroll survive a refresh. It scrolls by itself where it is too wide.
 * Columns: { title, text(row), kind: "number" | "name" | "nowrap", share(row): 0..1, press(row), mark(row) }.
 */
export function createTable(root, { caption, columns, empty }) {
  const body = el("tbody");
  const head = el("tr", {}, ...columns.map(column =>
    el("th", { scope: "col", class: column.kind === "number" ? "number" : "" }, column.title)));
  const table = el("table", {}, el("caption", {}, caption), el("thead", {}, head), body);
  const scroll = el("div", { class: "scroll", role: "region", "aria-label": caption, tabIndex: 0 }, table);
  const note = el("p", { class: "muted", hidden: true }, empty);
  root.append(scroll, note);

  return function show(rows, isChosen = () => false) {
    note.hidden = rows.length > 0;
    scroll.hidden = rows.length === 0;
    while (body.rows.length > rows.length) {
      body.lastChild.remove();
    }
    rows.forEach((row, index) => {
      const line = body.rows[index] ?? body.appendChild(newLine(columns));
      line.className = isChosen(row) ? "chosen" : "";
      columns.forEach((column, at) => fill(line.cells[at], column, row));
    });
  };
}

function newLine(columns) {
  return el("tr", {}, ...columns.map(column => {
    if (column.share) {
      return el("td", { class: "cell-bar", "aria-hidden": "true" }, el("div", { class: "bar" }, el("i")));
    }
    const cell = el("td", { class: column.kind ?? "" });
    if (column.press) {
      cell.append(el("button", { type: "button", class: "plain" }));
    }
    return cell;
  }));
}

function fill(cell, column, row) {
  if (column.share) {
    cell.firstChild.firstChild.style.width = `${Math.min(1, column.share(row)) * 100}%`;
  } else if (column.press) {
    setText(cell.firstChild, column.text(row));
    cell.firstChild.onclick = () => column.press(row);
  } else {
    setText(cell, String(column.text(row)));
  }
}
