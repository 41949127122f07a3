// embeddings.mjs <client> [input…]: one vector an input.
import { args, client, run } from './client.mjs';

const input = args.length > 0 ? args : ['one', 'two'];
await run('embeddings', async () => {
  const answer = await client.embeddings.create({ model: process.env.MODEL ?? 'BAAI/bge-base-en-v1.5', input });
  return {
    vectors: answer.data.map(item => item.embedding),
    usage: answer.usage ?? null,
    genops: answer.genops ?? null,
  };
});
