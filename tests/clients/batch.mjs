// batch.mjs <client> <file.jsonl> [poll milliseconds]: upload, create, poll to the end, download, each in the client's dialect.
import { createReadStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { args, client, kind, run } from './client.mjs';

const [path, pollMilliseconds = '200'] = args;
const terminal = new Set(['completed', 'failed', 'expired', 'cancelled']);

const dialects = {
  openai: {
    upload: () => client.files.create({ file: createReadStream(path), purpose: 'batch' }),
    create: id => client.batches.create({ input_file_id: id, endpoint: '/v1/chat/completions', completion_window: '24h' }),
    all: async () => (await client.batches.list()).data,
  },
  together: {
    // The client's own check of the file knows the formats of fine-tuning only and refuses every batch.
    upload: () => client.files.upload(path, 'batch-api', false),
    create: async id => (await client.batches.create({ input_file_id: id, endpoint: '/v1/chat/completions' })).job,
    all: () => client.batches.list(),
  },
};
const dialect = dialects[kind];

const file = await run('upload', () => dialect.upload());
const created = file && await run('create', () => dialect.create(file.id));
const ended = created && await run('ended', () => poll(created.id));
if (ended) {
  await run('list', async () => ({ ids: (await dialect.all()).map(batch => batch.id) }));
  await run('output', () => download(ended.output_file_id));
  await run('errors', () => download(ended.error_file_id));
}

async function poll(id) {
  for (;;) {
    const batch = await client.batches.retrieve(id);
    if (terminal.has(batch.status.toLowerCase())) {
      return batch;
    }

    await delay(Number(pollMilliseconds));
  }
}

async function download(id) {
  const text = id ? await (await client.files.content(id)).text() : '';
  return { lines: text.split('\n').filter(line => line !== '').map(line => JSON.parse(line)) };
}
