// chat.mjs <client> [prompt…]: one chat completion a prompt; refusals and failures are printed, not thrown.
import { args, client, governedHeaders, question, run } from './client.mjs';

for (const prompt of args.length > 0 ? args : ['Say something.']) {
  await run('chat', async () => {
    const { data, response } = await client.chat.completions.create({ ...question(prompt), max_tokens: 64 }).withResponse();
    return {
      id: data.id,
      model: data.model,
      text: data.choices[0].message.content,
      finish_reason: data.choices[0].finish_reason,
      usage: data.usage ?? null,
      genops: data.genops ?? null,
      headers: governedHeaders(response.headers),
    };
  });
}
