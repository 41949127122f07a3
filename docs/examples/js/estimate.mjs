// estimate.mjs [operations.json]: what a list of operations will cost, whether the budget has room for all, and what they did cost.
import { readFile } from 'node:fs/promises';
import OpenAI from 'openai';
import { check, genops, governed, model, nano, usd } from './genops.mjs';

const operations = process.argv[2] ? JSON.parse(await readFile(process.argv[2], 'utf8')) : [
  { model, messages: [{ role: 'user', content: 'Summarise: the quick brown fox jumps over the lazy dog.' }], max_tokens: 40 },
  { model, messages: [{ role: 'user', content: 'Translate to French: good morning.' }], max_tokens: 20 },
  { model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Name three rivers.' }], max_tokens: 30 },
];

const estimate = await genops('POST', '/genops/estimate', { operations });
for (const operation of estimate.operations) {
  console.log(`operation ${operation.model}: expected ${operation.expected_usd}, at worst ${operation.worst_case_usd}`);
}

console.log(`total expected ${estimate.expected_usd}, at worst ${estimate.worst_case_usd}`);

const { scopes } = await genops('GET', '/genops/budget');
const limited = scopes.filter(scope => scope.remaining_usd !== null);
const tightest = limited.sort((a, b) => (nano(a.remaining_usd) < nano(b.remaining_usd) ? -1 : 1))[0];
if (tightest) {
  console.log(`room ${tightest.remaining_usd} in ${tightest.scope}, ${tightest.window}`);
  check(nano(estimate.worst_case_usd) <= nano(tightest.remaining_usd), 'The budget has no room for all of it.');
}

const client = new OpenAI(governed);
let costNanoUsd = 0;
for (const operation of operations) {
  costNanoUsd += (await client.chat.completions.create(operation)).genops.cost_nano_usd;
}

console.log(`cost_usd ${usd(costNanoUsd)}`);
check(BigInt(costNanoUsd) <= nano(estimate.worst_case_usd), 'Calls cost more than their worst case.');
