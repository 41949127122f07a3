import { el } from "../shared/dom.js";

/** Words of the description as nodes; what stands between backticks is code. */
export const rich = text => text.split("`").map((part, index) => index % 2 === 0 ? part : el("code", {}, part));
