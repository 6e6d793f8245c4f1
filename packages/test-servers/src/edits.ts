import { type Editor, startEditor } from '@dualedit/core';
import { FIRST_HELD_OUT_SEED, renderScene, sceneFromSeed } from '@dualedit/diorama';
import { encodePicture } from '@dualedit/foundation';

/** The real editor with the embedded model, of few steps and one try: for tests that do not look at the picture. */
export async function quickEditor({
  steps,
  maskSource,
}: {
  steps: number;
  /** Module that finds masks; the diffusion model's attention unless given. */
  maskSource?: string | undefined;
}): Promise<Editor> {
  const few = { steps, innerIterations: 1 };
  const editor = await startEditor({ device: 'cpu', ...(maskSource === undefined ? {} : { maskSource }) });
  return {
    edit: (request) => editor.edit({ ...request, settings: { ...request.settings, ...few }, retry: false }),
    masks: (request) => editor.masks(request),
    release: () => editor.release(),
    close: () => editor.close(),
  };
}

/** A held-out scene with one animal, as an upload, and what animal it is. */
export async function picture(
  which = 0,
): Promise<{ name: string; type: string; bytes: Buffer; animal: string }> {
  for (let seed = FIRST_HELD_OUT_SEED + which * 1000; ; seed++) {
    const scene = sceneFromSeed(seed, { world: 'starter' });
    const nouns = scene.objects.map(({ noun }) => noun as string);
    if (nouns.length !== 1 || nouns[0] === 'ball' || nouns[0] === 'cup') continue;
    const bytes = Buffer.from(await encodePicture(await renderScene(scene, 128), 'png'));
    return { name: 'scene.png', type: 'image/png', bytes, animal: nouns[0]! };
  }
}
