// What the examples share: where the app is, its governance routes, and amounts that add up exactly.
export const url = setting('GENOPS_URL').replace(/\/$/, '');
export const key = setting('GENOPS_KEY');
export const model = process.env.GENOPS_MODEL ?? 'meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo';

/** What a client of OpenAI or Together needs: the two changed lines. */
export const governed = { baseURL: `${url}/v1`, apiKey: key };

function setting(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`Set ${name}: GENOPS_URL is the app's address without /v1, GENOPS_KEY a tenant's key.`);
    process.exit(2);
  }

  return value;
}

/** Calls a governance route; anything but 2xx throws with the code and what to do. */
export async function genops(method, path, body) {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${answer.code}: ${answer.detail}`);
  }

  return answer;
}

/** All pages of a list. */
export async function* pages(path) {
  let cursor = null;
  do {
    const page = await genops('GET', cursor === null ? path : `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`);
    yield* page.data;
    cursor = page.next_cursor;
  } while (cursor !== null);
}

/** Runs `action` for 0 to count - 1, at most `workers` at a time. */
export async function inParallel(workers, count, action) {
  let next = 0;
  await Promise.all(Array.from({ length: Math.min(workers, count) }, async () => {
    while (next < count) {
      await action(next++);
    }
  }));
}

/** Nano-dollars as the app writes amounts: nine decimals, no float. */
export function usd(nano) {
  const digits = BigInt(nano).toString().padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

/** An amount of the app in nano-dollars. */
export const nano = text => BigInt(text.replace('.', ''));

/** The value below which a share of all values lies. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Ends the program with exit code 1 when something is not as it must be. */
export function check(isTrue, message) {
  if (!isTrue) {
    console.error(`FAILED: ${message}`);
    process.exit(1);
  }
}
