import { byId, el, setText } from "../shared/dom.js";
import { percent, until, usd } from "./format.js";

const mostAtFirst = 8;

/** A bar for each scope and window, the tightest first. */
export function createBudgets() {
  const root = byId("budgets");
  const list = el("ul", { class: "bars" });
  const all = el("button", { type: "button", hidden: true });
  const note = el("p", { class: "muted" });
  let [scopes, showsAll] = [[], false];
  all.addEventListener("click", () => {
    showsAll = !showsAll;
    draw();
  });
  root.append(list, note, el("div", { class: "pager" }, all));

  function draw() {
    const rows = showsAll ? scopes : scopes.slice(0, mostAtFirst);
    while (list.children.length > rows.length) {
      list.lastChild.remove();
    }
    rows.forEach((scope, index) => fill(list.children[index] ?? list.appendChild(newItem()), scope));
    all.hidden = scopes.length <= mostAtFirst;
    setText(all, showsAll ? "Show the tightest only" : `Show all ${scopes.length}`);
    setText(note, scopes.length === 0 ? "No limit is set: nothing is ever refused for money." : "");
  }

  return {
    show({ budget }) {
      scopes = budget.scopes.filter(scope => scope.limit_usd !== null).sort((a, b) => pressure(b) - pressure(a));
      draw();
    },
  };
}

const share = (part, limit) => Number(limit) > 0 ? Math.min(1, Math.max(0, Number(part) / Number(limit))) : 1;

const pressure = scope => Number(scope.limit_usd) > 0 ? (Number(scope.spent_usd) + Number(scope.held_usd)) / Number(scope.limit_usd) : 2;

const newItem = () => el("li", {},
  el("div", { class: "head" }, el("strong"), el("span")),
  el("div", { class: "bar", "aria-hidden": "true" }, el("i", { class: "spent" }), el("i", { class: "held" })),
  el("div", { class: "muted" }));

function fill(item, scope) {
  const [head, bar, text] = item.children;
  const spent = share(scope.spent_usd, scope.limit_usd);
  item.className = pressure(scope) >= 1 ? "bad" : pressure(scope) >= 0.8 ? "warn" : "";
  setText(head.firstChild, `${scope.scope} · ${scope.window.length === 7 ? "month" : "day"}`);
  setText(head.lastChild, `${usd(scope.spent_usd)} of ${usd(scope.limit_usd)} (${percent(spent)})`);
  bar.firstChild.style.width = `${spent * 100}%`;
  bar.lastChild.style.width = `${Math.min(1 - spent, share(scope.held_usd, scope.limit_usd)) * 100}%`;
  setText(text, `${usd(scope.held_usd)} held · ${usd(scope.remaining_usd)} left · a new window ${until(scope.resets_at)}`);
}
