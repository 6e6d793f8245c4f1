import { decodePicture } from '@dualedit/foundation';
import OpenAI, { toFile } from 'openai';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { isNear, painted, type Shared, SIZE } from './shared.js';
import { QUICK } from './studio.js';

/** Clients that were written for another server. */
export function openaiClients(shared: () => Shared): void {
  describe('clients of OpenAI', () => {
    it('edit a picture with the official package', async () => {
      const client = new OpenAI({ baseURL: `${shared().base}/v1`, apiKey: 'none', maxRetries: 0 });
      const transparent = painted();
      // Transparent where it is to be edited.
      const rgba = Buffer.alloc(SIZE * SIZE * 4);
      for (let i = 0; i < SIZE * SIZE; i++) rgba[i * 4 + 3] = transparent.data[i]! > 0 ? 0 : 255;
      const mask = await sharp(rgba, { raw: { width: SIZE, height: SIZE, channels: 4 } })
        .png()
        .toBuffer();
      const { data } = await client.images.edit({
        model: 'diorama',
        image: await toFile(shared().sample, 'cat.png', { type: 'image/png' }),
        mask: await toFile(mask, 'mask.png', { type: 'image/png' }),
        prompt: 'make the hat red',
        size: '256x256',
        // Fields of our own, in the body as a client sends them that lets its user add some.
        ...({ ...QUICK, retry: 'false' } as object),
      });
      const [before, after] = await Promise.all([
        decodePicture(shared().sample),
        decodePicture(Buffer.from(data![0]!.b64_json!, 'base64')),
      ]);
      let changed = 0;
      for (let i = 0; i < SIZE * SIZE; i++) {
        if (before.data[i * 4] === after.data[i * 4]) continue;
        changed++;
        expect(isNear(transparent, i % SIZE, Math.floor(i / SIZE)), `pixel ${i}`).toBe(true);
      }
      expect(changed).toBeGreaterThan(50);
      expect(data![0]).toMatchObject({ revised_prompt: 'hat→red' });

      const wrong = client.images.edit({
        image: await toFile(shared().sample, 'cat.png'),
        prompt: 'hat→sparkly',
      });
      await expect(wrong).rejects.toMatchObject({ status: 400, code: 'command-unknown-word' });
      expect((await client.models.list()).data[0]!.id).toBe('diorama');
    });
  });
}
