import { el } from "../shared/dom.js";

/** Saves what a path answers under a name. A plain link could not carry the key. */
export async function download(api, path, fileName) {
  const address = URL.createObjectURL(await api.blob(path));
  el("a", { href: address, download: fileName }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
