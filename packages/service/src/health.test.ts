import { expect, it } from 'vitest';
import { serveHealth } from './health.js';

it('health: 200 while all is well, 503 with the reason when it is not', async () => {
  let well = true;
  const health = await serveHealth(0, async () => {
    if (!well) throw new Error('database away');
    return { ok: true, queued: 2 };
  });
  const ask = () => fetch(`http://127.0.0.1:${health.port}/health`);
  expect(await (await ask()).json()).toEqual({ ok: true, queued: 2 });
  well = false;
  const ill = await ask();
  expect([ill.status, await ill.json()]).toEqual([503, { ok: false, error: 'database away' }]);
  await health.close();
});
