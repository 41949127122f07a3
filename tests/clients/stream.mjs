// stream.mjs <client> [prompt]: the same question streamed with and without stream_options.include_usage.
import { args, client, question, run } from './client.mjs';

const [prompt = 'Say something.'] = args;
await run('stream_with_usage', () => stream({ stream_options: { include_usage: true } }));
await run('stream_without_usage', () => stream({}));

async function stream(options) {
  const result = { text: '', finish_reason: null, usage: null, genops: null, chunks: 0, chunks_without_choices: 0 };
  const chunks = await client.chat.completions.create({ ...question(prompt), max_tokens: 64, stream: true, ...options });
  for await (const chunk of chunks) {
    result.chunks++;
    result.usage = chunk.usage ?? result.usage;
    result.genops = chunk.genops ?? result.genops;
    const [choice] = chunk.choices;
    if (choice === undefined) {
      result.chunks_without_choices++;
    } else {
      result.text += choice.delta?.content ?? '';
      result.finish_reason = choice.finish_reason ?? result.finish_reason;
    }
  }

  return result;
}
