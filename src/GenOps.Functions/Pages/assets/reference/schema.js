import { el } from "../shared/dom.js";
import { rich } from "./text.js";

const prefix = "#/";

/** What a reference points at; anything else as it is. */
export function resolve(description, value) {
  const reference = value?.$ref;
  return reference === undefined ? value : reference.slice(prefix.length).split("/").reduce((part, name) => part[name], description);
}

/** The example of a schema: its own, or one put together from its members' examples; undefined when it says nothing. */
export function exampleOf(description, schema) {
  const known = resolve(description, schema);
  if (known === undefined || known.example !== undefined || known.examples?.length > 0) {
    return known?.example ?? known?.examples?.[0];
  }
  const members = membersOf(description, known).map(({ name, schema: member }) => [name, exampleOf(description, member)]).filter(([, example]) => example !== undefined);
  return members.length > 0 ? Object.fromEntries(members) : undefined;
}

/** A schema as a list of its members, nested as they are. Names of schemas in `open` are not opened again: some contain themselves. */
export function schemaList(description, schema, open = []) {
  const members = membersOf(description, schema);
  return members.length === 0 ? null : el("ul", { class: "fields" }, ...members.map(member => memberItem(description, member, open)));
}

function membersOf(description, schema) {
  const known = resolve(description, schema);
  const required = new Set(known.required ?? []);
  return [
    ...(known.allOf ?? []).flatMap(part => membersOf(description, part)),
    ...Object.entries(known.properties ?? {}).map(([name, member]) => ({ name, schema: member, isRequired: required.has(name) })),
  ];
}

function memberItem(description, { name, schema, isRequired }, open) {
  const known = resolve(description, schema);
  const nested = nestedOf(known);
  const key = nested?.$ref ?? schema.$ref ?? null;
  const isOpen = key !== null && open.includes(key);
  return el("li", {},
    el("code", {}, name), " ", el("span", { class: "type" }, typeText(description, schema)), " ", isRequired ? el("span", { class: "required" }, "required") : null,
    schema.description ?? known.description ? el("div", {}, ...rich(schema.description ?? known.description)) : null,
    nested && !isOpen ? schemaList(description, nested, key === null ? open : [...open, key]) : null);
}

// The schema whose members are listed beneath a member: of an array its items', of a map its values', of a choice the first that has a name.
const nestedOf = schema => schema.items
  ?? (typeof schema.additionalProperties === "object" ? schema.additionalProperties : null)
  ?? schema.oneOf?.find(one => one.$ref)
  ?? schema;

/** A schema's type and bounds in words, such as "integer, 1 to 500" or "array of strings". */
export function typeText(description, schema) {
  const known = resolve(description, schema);
  if (known.oneOf) {
    return known.oneOf.map(one => typeText(description, one)).join(" or ");
  }
  const type = [known.type ?? (known.properties || known.allOf ? "object" : "any")].flat().join(" or ");
  return [
    known.items ? `${type}, each ${typeText(description, known.items)}` : known.const !== undefined ? JSON.stringify(known.const) : type,
    known.format,
    known.enum && `one of ${known.enum.map(String).join(", ")}`,
    boundsText(known),
    known.pattern && `matches ${known.pattern}`,
    known.default !== undefined && `default ${JSON.stringify(known.default)}`,
  ].filter(Boolean).join(", ");
}

function boundsText({ minimum, maximum, maxLength, maxItems }) {
  const range = minimum !== undefined && maximum !== undefined ? `${minimum} to ${maximum}`
    : minimum !== undefined ? `at least ${minimum}` : maximum !== undefined ? `at most ${maximum}` : null;
  return [range, maxLength && `at most ${maxLength} characters`, maxItems && `at most ${maxItems} items`].filter(Boolean).join(", ");
}
