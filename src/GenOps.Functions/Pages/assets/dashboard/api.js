// The one place that knows the key. It lives in the closure of `connect` and nowhere else: no storage, no cookie, no address.

const timeoutMilliseconds = 20_000;
const keyCharacters = /^[\x21-\x7e]+$/;

/** What went wrong, as it may be shown. Status 0: no answer at all. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }

  get text() {
    return this.status === 0 ? this.message : `${this.status}: ${this.message}`;
  }
}

/** Requests with one key, until `close` is called. */
export function connect(key) {
  if (!keyCharacters.test(key)) {
    throw new ApiError(401, "A key has letters, digits and signs only, without spaces. Copy it again.");
  }
  const closing = new AbortController();

  async function send(path) {
    let answer;
    try {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMilliseconds)]);
      answer = await fetch(path, { headers: { authorization: `Bearer ${key}` }, cache: "no-store", credentials: "omit", signal });
    } catch {
      throw new ApiError(0, "The service does not answer. It may be down, or this device offline.");
    }
    if (!answer.ok) {
      throw new ApiError(answer.status, await messageOf(answer));
    }
    return answer;
  }

  return {
    get: async path => (await send(path)).json(),
    blob: async path => (await send(path)).blob(),
    close: () => closing.abort(),
    get isClosed() { return closing.signal.aborted; },
  };
}

// Routes under /genops answer problem details, those under /v1 OpenAI's envelope, a proxy anything.
async function messageOf(answer) {
  try {
    const json = await answer.json();
    return json.detail ?? json.error?.message ?? answer.statusText;
  } catch {
    return answer.statusText || "The answer is not readable.";
  }
}
