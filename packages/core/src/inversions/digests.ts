import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Picture } from '@dualedit/foundation';
import type { Pack } from '../pack/pack.js';
import { sha256Of } from '../pack/verify.js';

/** Digest of everything in a pack that an inversion depends on: UNet, text encoder, encoder, schedule, scale. */
export async function digestOfModels({ files, scheduler, vae }: Pack): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([scheduler, vae]));
  for (const folder of [files.unet, files.textEncoder, files.vaeEncoder].map(dirname)) {
    for (const name of (await readdir(folder)).sort()) hash.update(await sha256Of(join(folder, name)));
  }
  return hash.digest('hex');
}

/** Digest of a picture's size and pixels. */
export function digestOfPicture({ width, height, data }: Picture): string {
  return createHash('sha256').update(`${width}×${height} `).update(data).digest('hex');
}
