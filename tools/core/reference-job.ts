// The job file of a two-edit scene, for reference/ and edit-job.ts alike.
import { renderMasks, renderScene } from '@dualedit/diorama';
import { type Job, writeJob } from './job.js';
import type { TwoEditScene } from './two-edit-scenes.js';

interface ReferenceJob {
  item: TwoEditScene;
  /** Side of the picture in pixels. */
  size: number;
  /** Of the file, without its ending. */
  name: string;
  /** How the edit is made. */
  more: Pick<Job, 'settings' | 'inversion' | 'few_steps'>;
}

/** Writes the job, its picture and its masks into a folder. Returns the path of the job. */
export async function writeReferenceJob(
  folder: string,
  { item, size, name, more }: ReferenceJob,
): Promise<string> {
  const { scene, edits, prompt, animal, thing } = item;
  const masks = await renderMasks(scene, size);
  const [object, attribute] = edits;
  const { noun, color } = scene.objects[thing]!;
  const job: Job = {
    picture: 'scene.png',
    source: prompt,
    // Where a noun changes its article does not, since all nouns here take "a".
    target: prompt
      .replace(`${color} ${attribute.source}`, `${attribute.target} ${attribute.source}`)
      .replace(object.source, object.target),
    edits: [
      {
        removed: object.source,
        added: object.target,
        phrase: object.target,
        mask: 'object.png',
        changes_shape: true,
      },
      {
        removed: color!,
        added: attribute.target,
        phrase: `${attribute.target} ${noun}`,
        mask: 'attribute.png',
        changes_shape: false,
      },
    ],
    ...more,
  };
  const seen = [masks[animal]!.visible, masks[thing]!.visible];
  return writeJob(folder, name, job, { picture: await renderScene(scene, size), masks: seen });
}
