// What all scripts share: a client of the kind that the first argument names, counting the HTTP requests it makes, pointed at
// BASE_URL with API_KEY. Each step of a script is one line of JSON.
import { createRequire } from 'node:module';

const { BASE_URL, API_KEY } = process.env;
if (!BASE_URL || !API_KEY) {
  throw new Error('Set BASE_URL and API_KEY.');
}

export const [kind, ...args] = process.argv.slice(2);

// The global one, because a file upload of one client goes around the fetch that its options can name.
let requests = 0;
const originalFetch = globalThis.fetch;
globalThis.fetch = (resource, init) => {
  requests++;
  // That upload sends a file stream without the option that Node.js demands with one.
  return originalFetch(resource, typeof init?.body?.pipe === 'function' ? { ...init, duplex: 'half' } : init);
};

async function createClient() {
  const options = { baseURL: BASE_URL, apiKey: API_KEY };
  switch (kind) {
    case 'openai':
      return new (await import('openai')).default(options);
    case 'together': {
      // Its upload takes the address from here, when the module is loaded, and works in the CommonJS build only.
      process.env.TOGETHER_API_BASE_URL = BASE_URL;
      const { Together } = createRequire(import.meta.url)('together-ai');
      return new Together(options);
    }
    default:
      throw new Error(`The first argument is 'openai' or 'together', not '${kind}'.`);
  }
}

export const client = await createClient();

export function print(step, values) {
  process.stdout.write(`${JSON.stringify({ step, ...values })}\n`);
}

// Runs one step and prints its outcome, an error's as a caller would see it.
export async function run(step, action) {
  const before = requests;
  try {
    const values = await action();
    print(step, { ok: true, attempts: requests - before, ...values });
    return values;
  } catch (error) {
    print(step, {
      ok: false,
      attempts: requests - before,
      class: error?.constructor?.name ?? typeof error,
      status: error?.status ?? null,
      error: error?.error ?? null,
      message: error?.message ?? String(error),
      headers: governedHeaders(error?.headers),
    });
    return null;
  }
}

// The headers that the system adds; other headers are the transport's business.
export function governedHeaders(headers) {
  const isGoverned = /^(x-genops-|x-request-id|x-should-retry|retry-after|ratelimit)/;
  return Object.fromEntries([...(headers ?? [])].filter(([name]) => isGoverned.test(name)));
}

export const question = prompt => ({
  model: process.env.MODEL ?? 'meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo',
  messages: [{ role: 'user', content: prompt }],
});
