import { byId, el, setText } from "../shared/dom.js";
import { operationArticle } from "./operation.js";
import { rich } from "./text.js";

/** All routes in the order of the description's tags. */
function operationsOf(description) {
  const all = Object.entries(description.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation, tag: operation.tags?.[0] ?? "other" })));
  const order = (description.tags ?? []).map(tag => tag.name);
  return all.sort((a, b) => order.indexOf(a.tag) - order.indexOf(b.tag));
}

function show(description) {
  byId("about").append(...description.info.description.split("\n\n").map(text => el("p", {}, ...rich(text))));
  const groups = Map.groupBy(operationsOf(description), one => one.tag);
  const entries = [];
  for (const [tag, operations] of groups) {
    const about = description.tags?.find(one => one.name === tag)?.description;
    const [indexTitle, list, title] = [el("h2", {}, tag), el("ul"), el("h2", {}, tag)];
    byId("index").append(indexTitle, list);
    byId("operations").append(title, ...(about ? [el("p", { class: "muted" }, ...rich(about))] : []));
    for (const one of operations) {
      const article = operationArticle(description, one);
      const link = el("li", {}, el("a", { href: `#${one.operation.operationId}` }, `${one.method.toUpperCase()} ${one.path}`));
      list.append(link);
      byId("operations").append(article);
      entries.push({ article, link, heads: [indexTitle, title], text: `${one.method} ${one.path} ${one.operation.operationId} ${article.textContent}`.toLowerCase() });
    }
  }
  return entries;
}

function search(entries) {
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = new Set();
  let found = 0;
  for (const { article, link, heads, text } of entries) {
    const matches = words.every(word => text.includes(word));
    article.hidden = link.hidden = !matches;
    found += matches ? 1 : 0;
    heads.forEach(head => matches && shown.add(head));
  }
  entries.flatMap(entry => entry.heads).forEach(head => { head.hidden = !shown.has(head); });
  setText(byId("found"), words.length === 0 ? `${found} routes` : `${found} of ${entries.length} routes`);
}

try {
  const answer = await fetch("openapi.json");
  if (!answer.ok) {
    throw new Error(`openapi.json answered ${answer.status}.`);
  }
  const entries = show(await answer.json());
  byId("search").addEventListener("input", () => search(entries));
  byId("search-form").addEventListener("submit", event => event.preventDefault());
  search(entries);
  // The address may name a route that was not there yet when the browser looked for it.
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
} catch (error) {
  byId("failure").textContent = `The description can't be shown: ${error.message}`;
}
