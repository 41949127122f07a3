// models.mjs <client>: the list of models, a page object for one client and a bare array for the other.
import { client, kind, run } from './client.mjs';

await run('models', async () => {
  const list = await client.models.list();
  const models = kind === 'openai' ? list.data : list;
  return { ids: models.map(model => model.id) };
});
