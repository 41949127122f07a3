// session.mjs [calls]: 1,000 calls in one session, 20 at a time, with Together's client; then what the session cost.
import Together from 'together-ai';
import { check, genops, governed, inParallel, model, usd } from './genops.mjs';

const calls = Number(process.argv[2] ?? 1000);
const session = await genops('POST', '/genops/sessions', { name: 'example: many calls', team: 'examples', feature: 'session' });
const client = new Together({ ...governed, defaultHeaders: { 'x-genops-session-id': session.id } });

let costNanoUsd = 0;
await inParallel(20, calls, async number => {
  const answer = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: `Name the number after ${number}.` }],
    max_tokens: 16,
    user: session.id,
  });
  costNanoUsd += answer.genops.cost_nano_usd;
});

const ended = await genops('POST', `/genops/sessions/${session.id}/end`);
console.log(`session ${ended.id} ${ended.status}`);
console.log(`operations ${ended.operations}, failures ${ended.failures}, refusals ${ended.refusals}`);
console.log(`tokens ${ended.input_tokens} in, ${ended.output_tokens} out`);
console.log(`cost_usd ${ended.cost_usd}, on average ${ended.average_cost_usd}`);
console.log(`rate ${ended.operations_per_second}/s, latency p50 ${ended.latency_ms.p50} ms, p95 ${ended.latency_ms.p95} ms`);
check(ended.operations === calls, `The session counts ${ended.operations} operations of ${calls}.`);
check(ended.cost_usd === usd(costNanoUsd), `The answers cost ${usd(costNanoUsd)}, the session says ${ended.cost_usd}.`);
