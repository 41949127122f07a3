import { el } from "../shared/dom.js";
import { exampleOf, resolve, schemaList, typeText } from "./schema.js";
import { rich } from "./text.js";

const keyNames = { tenantKey: "a tenant's key", adminKey: "the administrator's key" };

/** One route as an article: who may call it, what it takes, what it answers. */
export function operationArticle(description, { method, path, operation }) {
  return el("article", { class: "operation", id: operation.operationId, "aria-labelledby": `${operation.operationId}-title` },
    el("h3", { id: `${operation.operationId}-title` }, el("span", { class: `method ${method}` }, method.toUpperCase()), el("code", {}, path)),
    el("p", {}, ...rich(operation.summary)),
    operation.description ? el("p", { class: "muted" }, ...rich(operation.description)) : null,
    el("p", { class: "muted" }, keyText(operation)),
    ...parameters(description, operation),
    ...bodies(description, "Body", operation.requestBody && resolve(description, operation.requestBody)),
    el("h4", {}, "Answers"),
    el("ul", { class: "answers" }, ...Object.entries(operation.responses).map(([status, answer]) => answerItem(description, status, resolve(description, answer)))));
}

function keyText(operation) {
  const names = (operation.security ?? []).flatMap(Object.keys).map(name => keyNames[name]);
  return names.length === 0 ? "Needs no key." : `Needs ${names.join(" or ")}.`;
}

function parameters(description, operation) {
  const known = (operation.parameters ?? []).map(parameter => resolve(description, parameter));
  return known.length === 0 ? [] : [
    el("h4", {}, "Parameters"),
    el("ul", { class: "fields" }, ...known.map(parameter => el("li", {},
      el("code", {}, parameter.name), " ", el("span", { class: "type" }, `${parameter.in}, ${typeText(description, parameter.schema)}`), " ",
      parameter.required ? el("span", { class: "required" }, "required") : null,
      parameter.description ? el("div", {}, ...rich(parameter.description)) : null))),
  ];
}

function bodies(description, title, body) {
  return Object.entries(body?.content ?? {}).flatMap(([type, content]) => [
    el("h4", {}, `${title}, ${type}`),
    body.description ? el("p", { class: "muted" }, ...rich(body.description)) : null,
    ...contentNodes(description, content),
  ]);
}

function contentNodes(description, content) {
  const example = content.example ?? exampleOf(description, content.schema);
  return [
    content.schema ? schemaList(description, content.schema) ?? el("p", { class: "type" }, typeText(description, content.schema)) : null,
    example === undefined ? null : el("pre", { tabIndex: 0, role: "region", "aria-label": "Example" }, exampleText(example)),
  ];
}

const exampleText = example => typeof example === "string" ? example : JSON.stringify(example, null, 2);

function answerItem(description, status, answer) {
  const contents = Object.entries(answer.content ?? {});
  const headers = Object.entries(answer.headers ?? {}).map(([name, header]) =>
    el("li", {}, el("code", {}, name), " ", ...rich(resolve(description, header).description ?? "")));
  const head = [el("strong", {}, status), " ", ...rich(answer.description)];
  return el("li", {}, contents.length + headers.length === 0 ? el("div", {}, ...head) : el("details", {},
    el("summary", {}, ...head),
    headers.length > 0 ? el("ul", { class: "fields" }, ...headers) : null,
    ...contents.flatMap(([type, content]) => [el("p", { class: "muted" }, type), ...contentNodes(description, content)])));
}
