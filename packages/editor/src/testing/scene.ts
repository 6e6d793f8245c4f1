import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captions, renderMasks, renderScene, sceneFromSeed } from '@dualedit/diorama';
import { encodePicture, type Mask, type Picture } from '@dualedit/foundation';
import { onTestFinished } from 'vitest';

const SIZE = 96;

export interface Sample {
  picture: Picture;
  prompt: string;
  /** Exact masks of what is seen, by noun. */
  masks: Record<string, Mask>;
}

/** A cat that wears a colored hat, in the world of the embedded model. */
export async function catWithHat(): Promise<Sample> {
  for (let seed = 1; ; seed++) {
    const scene = sceneFromSeed(seed, { world: 'starter', level: 2 });
    const nouns = scene.objects.map(({ noun }) => noun as string);
    const hat = scene.objects.find(({ noun }) => noun === 'hat');
    if (!nouns.includes('cat') || !hat || hat.color === 'red') continue;
    const masks = await renderMasks(scene, SIZE);
    return {
      picture: await renderScene(scene, SIZE),
      prompt: captions(scene)[0]!,
      masks: Object.fromEntries(nouns.map((noun, i) => [noun, masks[i]!.visible])),
    };
  }
}

/** A folder of the running test's own. */
export async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dualedit-editor-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with `cat.png`. */
export async function folderWithCat({ picture }: Sample): Promise<string> {
  const folder = await scratch();
  await writeFile(join(folder, 'cat.png'), await encodePicture(picture));
  return folder;
}
