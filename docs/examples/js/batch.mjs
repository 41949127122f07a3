// batch.mjs [lines]: a batch in chunks of 25 lines, capped at what it can cost at worst; then its results and its cost.
import { setTimeout as delay } from 'node:timers/promises';
import OpenAI, { toFile } from 'openai';
import { check, genops, governed, model, nano, usd } from './genops.mjs';

const lines = Number(process.argv[2] ?? 200);
const client = new OpenAI(governed);
const bodies = Array.from({ length: lines }, (_, number) => ({
  model,
  messages: [{ role: 'user', content: `Name a river, number ${number}.` }],
  max_tokens: 16,
}));

const estimate = await genops('POST', '/genops/estimate', { operations: bodies });
console.log(`estimate expected ${estimate.expected_usd}, at worst ${estimate.worst_case_usd}`);

const file = bodies
  .map((body, number) => JSON.stringify({ custom_id: `river-${number}`, method: 'POST', url: '/v1/chat/completions', body }))
  .join('\n');
const input = await client.files.create({ file: await toFile(Buffer.from(file), 'rivers.jsonl'), purpose: 'batch' });
let batch = await client.batches.create({
  input_file_id: input.id,
  endpoint: '/v1/chat/completions',
  completion_window: '24h',
  genops: { chunk_size: 25, max_concurrency: 32, on_budget: 'wait', max_cost_usd: estimate.worst_case_usd },
});

while (['validating', 'in_progress', 'finalizing'].includes(batch.status)) {
  await delay(200);
  batch = await client.batches.retrieve(batch.id);
}

check(batch.status === 'completed', `The batch ended as ${batch.status}: ${JSON.stringify(batch.errors)}`);
const output = await (await client.files.content(batch.output_file_id)).text();
const results = output.trimEnd().split('\n').map(line => JSON.parse(line));
console.log(`batch ${batch.id} ${batch.status}`);
console.log(`chunks ${batch.genops.chunks.done} of ${batch.genops.chunks.total}, ${batch.genops.items_per_second} lines/s`);
console.log(`lines ${batch.request_counts.completed} answered, ${batch.request_counts.failed} failed`);
console.log(`cost_usd ${batch.genops.cost_usd}`);
check(results.every((result, number) => result.custom_id === `river-${number}`), 'Results must come in the order of the input.');
check(results.length === lines, `There are ${results.length} results of ${lines} lines.`);
check(nano(batch.genops.cost_usd) <= nano(estimate.worst_case_usd), `The batch cost more than ${usd(nano(estimate.worst_case_usd))}.`);
