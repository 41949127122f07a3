// session-analysis.mjs [session id]: a session by model and by entry of the ledger. Without an id it makes a small one first.
import OpenAI from 'openai';
import { check, genops, governed, model, nano, pages, usd } from './genops.mjs';

const id = process.argv[2] ?? await sample();
const session = await genops('GET', `/genops/sessions/${id}`);
console.log(`session ${session.id} ${session.status}: ${session.operations} operations in ${session.duration_seconds} s`);
for (const row of session.by_model) {
  console.log(`model ${row.model}: ${row.operations} operations, ${row.failures} failures, ${row.refusals} refusals, cost ${row.cost_usd}`);
}

// The ledger has an entry for every attempt; a session may last over several UTC days.
const entries = [];
const last = new Date(session.ended_at ?? Date.now());
for (let day = new Date(session.started_at.slice(0, 10)); day <= last; day.setUTCDate(day.getUTCDate() + 1)) {
  for await (const entry of pages(`/genops/ledger/${day.toISOString().slice(0, 10)}?limit=1000`)) {
    if (entry.session_id === id) {
      entries.push(entry);
    }
  }
}

const dearest = entries.reduce((most, entry) => (entry.cost_nano_usd > most.cost_nano_usd ? entry : most));
const costNanoUsd = entries.reduce((sum, entry) => sum + entry.cost_nano_usd, 0);
console.log(`ledger ${entries.length} entries, dearest ${dearest.entry_id} with ${usd(dearest.cost_nano_usd)}`);
console.log(`cost_usd ${session.cost_usd}`);
check(nano(session.cost_usd) === BigInt(costNanoUsd), `The ledger says ${usd(costNanoUsd)}, the session ${session.cost_usd}.`);

async function sample() {
  const made = await genops('POST', '/genops/sessions', { name: 'example: analysis', team: 'examples' });
  const client = new OpenAI({ ...governed, defaultHeaders: { 'x-genops-session-id': made.id } });
  for (const [name, question] of [[model, 'Name a colour.'], ['openai/gpt-oss-20b', 'Name a city.'], [model, 'Name a tree.']]) {
    await client.chat.completions.create({ model: name, messages: [{ role: 'user', content: question }], max_tokens: 24 });
  }

  // A call that a rule refuses costs nothing; it is counted apart, within five seconds.
  const refused = await client.chat.completions.create({ model, max_tokens: 10_000_001, messages: [{ role: 'user', content: 'Hello.' }] })
    .catch(error => error);
  check(refused.code === 'policy_violation', `More tokens than any tenant may ask for were not refused: ${refused.code}`);
  await genops('POST', `/genops/sessions/${made.id}/end`);
  return made.id;
}
