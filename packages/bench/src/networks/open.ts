import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Networks } from '../metrics/score.js';
import { openClip } from './clip.js';
import { openJudge } from './judge.js';

/** The judge that comes with this package. */
const JUDGE = fileURLToPath(new URL('../../judge', import.meta.url));

/**
 * The networks that metrics are measured with, where they are: a CLIP in a folder of its own or in the pack's
 * `clip/`, and the judge of the diorama world.
 */
export async function openNetworks(pack: string, clip?: string): Promise<Networks> {
  const clipFolder = clip ?? join(pack, 'clip');
  return {
    ...(existsSync(clipFolder) ? { clip: await openClip(clipFolder, `CLIP of ${clip ?? 'the pack'}`) } : {}),
    ...(existsSync(JUDGE) ? { judge: await openJudge(JUDGE) } : {}),
  };
}
