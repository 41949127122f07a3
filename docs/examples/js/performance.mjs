// performance.mjs [calls]: what governing adds to a call, step by step, and how fast the provider is.
import OpenAI from 'openai';
import { check, genops, governed, inParallel, model, percentile, usd } from './genops.mjs';

const calls = Number(process.argv[2] ?? 200);
const client = new OpenAI({ ...governed, defaultHeaders: { 'x-genops-diagnostics': 'true' } });
const receipts = [];
const started = performance.now();
await inParallel(10, calls, async () => {
  const answer = await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Say yes.' }], max_tokens: 8 });
  receipts.push(answer.genops);
});
const seconds = (performance.now() - started) / 1000;

console.log(`calls ${receipts.length} in ${seconds.toFixed(2)} s, ${(receipts.length / seconds).toFixed(1)}/s with 10 in flight`);
for (const name of ['overhead_ms', 'provider_ms']) {
  const values = receipts.map(receipt => receipt[name]);
  console.log(`${name} p50 ${percentile(values, 0.5)}, p95 ${percentile(values, 0.95)}, p99 ${percentile(values, 0.99)}`);
}

for (const step of Object.keys(receipts[0].diagnostics)) {
  console.log(`step ${step} p50 ${percentile(receipts.map(receipt => receipt.diagnostics[step]), 0.5)}`);
}

// The same as all instances have seen it.
const { data } = await genops('GET', `/genops/models/compare?models=${encodeURIComponent(model)}`);
console.log(`model ${model} latency_ms ${JSON.stringify(data[0].latency_ms)}`);
console.log(`cost_usd ${usd(receipts.reduce((sum, receipt) => sum + receipt.cost_nano_usd, 0))}`);
check(receipts.length === calls, `${receipts.length} of ${calls} calls were answered.`);
