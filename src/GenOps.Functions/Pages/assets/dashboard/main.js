import { byId, setText } from "../shared/dom.js";
import { ApiError, connect } from "./api.js";
import { clock } from "./format.js";
import { createTenants, pagePath } from "./tenants.js";
import { createViews } from "./views.js";

const tenantKeyStart = "gk-";

const textOf = error => error instanceof ApiError ? error.text : `The page failed: ${error.message}`;

let api = null;
let updatedAt = null;
const views = createViews(afterRound);
const tenants = createTenants(openTenant, afterRound);

// A key that stops working ends the stay; any other fault leaves what is shown, with a note how old it is.
function afterRound(error) {
  if (error?.status === 401) {
    signOut("The key does not work any more. " + error.text);
  } else if (error) {
    setText(byId("notice"), `${textOf(error)} ${updatedAt === null ? "" : `What is shown is stale, of ${clock(updatedAt)} UTC.`}`);
  } else {
    updatedAt = Date.now();
    setText(byId("notice"), "");
    setText(byId("updated"), `Updated ${clock(updatedAt)} UTC`);
  }
}

// The first request tells whether the key is good; only then does the form go away.
async function signIn(key) {
  const connection = connect(key);
  const isTenant = key.startsWith(tenantKeyStart);
  await connection.get(isTenant ? "genops/summary" : pagePath(null));
  api = connection;
  updatedAt = null;
  byId("sign-in").hidden = true;
  byId("controls").hidden = false;
  byId("pause").setAttribute("aria-pressed", "false");
  byId("content").focus({ preventScroll: true });
  if (isTenant) {
    views.open(api);
  } else {
    tenants.open(api);
  }
}

function openTenant(tenant) {
  views.open(api, tenant);
  byId("views").scrollIntoView();
  byId("whose").focus({ preventScroll: true });
}

function signOut(reason = "") {
  api?.close();
  api = null;
  views.close();
  tenants.close();
  byId("controls").hidden = true;
  byId("sign-in").hidden = false;
  setText(byId("notice"), "");
  setText(byId("updated"), "");
  byId("key-error").textContent = reason;
  byId("key").focus();
}

byId("key-form").addEventListener("submit", async event => {
  event.preventDefault();
  const key = byId("key").value.trim();
  byId("key-error").textContent = "";
  try {
    await signIn(key);
    byId("key").value = "";
  } catch (error) {
    byId("key-error").textContent = textOf(error);
    byId("key").focus();
  }
});

byId("sign-out").addEventListener("click", () => signOut());

byId("refresh").addEventListener("click", () => {
  tenants.refresh();
  views.refresh();
});

byId("pause").addEventListener("click", event => {
  const isPaused = event.target.getAttribute("aria-pressed") !== "true";
  event.target.setAttribute("aria-pressed", String(isPaused));
  tenants.pause(isPaused);
  views.pause(isPaused);
});

byId("key").focus();
