import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DualeditError, type Edit, encodeMask, encodePicture } from '@dualedit/foundation';
import { applyEdits } from './apply-edits.js';
import { captions } from './captions.js';
import { checkWorld } from './check.js';
import { objectPhrase } from './phrase.js';
import { renderMasks, renderScene } from './render.js';
import type { Scene } from './scene.js';
import { type Level, sceneFromSeed } from './scene-from-seed.js';

export interface SceneFlags {
  world: string;
  level?: Level;
  size: number;
  edit: string[];
  out: string;
}

/**
 * Writes `picture.png`, `scene.json`, `captions.txt`, a visible and a whole mask per object, and, where edits
 * are given, `counterfactual.png` and `counterfactual.json`.
 */
export async function runScene(seed: number, { world, level, size, edit, out }: SceneFlags): Promise<void> {
  const scene = sceneFromSeed(seed, { world: checkWorld(world), ...(level !== undefined && { level }) });
  const edited = edit.length > 0 ? applyEdits(scene, edit.map(parseEdit)) : undefined;
  await mkdir(out, { recursive: true });
  await writePicture(out, 'picture', 'scene', scene, size);
  await writeFile(join(out, 'captions.txt'), `${captions(scene).join('\n')}\n`);
  const masks = await renderMasks(scene, size);
  for (const [k, { visible, whole }] of masks.entries()) {
    const name = `mask-${k + 1}-${objectPhrase(scene.objects[k]!).replaceAll(' ', '-')}`;
    await writeFile(join(out, `${name}.visible.png`), await encodeMask(visible));
    await writeFile(join(out, `${name}.whole.png`), await encodeMask(whole));
  }
  if (edited) await writePicture(out, 'counterfactual', 'counterfactual', edited, size);
  process.stdout.write(`${captions(scene)[0]}\n${edited ? `${captions(edited)[0]}\n` : ''}`);
}

async function writePicture(
  folder: string,
  picture: string,
  data: string,
  scene: Scene,
  size: number,
): Promise<void> {
  await writeFile(join(folder, `${picture}.png`), await encodePicture(await renderScene(scene, size)));
  await writeFile(join(folder, `${data}.json`), `${JSON.stringify(scene, null, 2)}\n`);
}

function parseEdit(text: string): Pick<Edit, 'source' | 'target' | 'which'> {
  const [source, target, ...rest] = text.split(/→|->/).map((phrase) => phrase.trim());
  if (source && target && rest.length === 0) return { source, target, which: { type: 'best' } };
  throw new DualeditError({
    code: 'edit-form',
    message: `Expected an edit such as "cat→dog" but received ${JSON.stringify(text)}.`,
    hint: 'Write the thing, an arrow (→ or ->), and what it is to become.',
    received: text,
  });
}
