// An edit for a model of random weights: a picture of waves and grain, two edits with a disc each.
import type { Mask, Picture } from '@dualedit/foundation';
import { type Job, writeJob } from './job.js';

/** Writes it as a job of reference/. */
export function writeFullSizeJob(
  folder: string,
  side: number,
  settings: Record<string, unknown>,
  more: Partial<Job> = {},
): Promise<string> {
  const job: Job = {
    picture: 'picture.png',
    source: 'a cat wearing a red hat',
    target: 'a dog wearing a blue hat',
    edits: [
      { removed: 'cat', added: 'dog', phrase: 'dog', mask: 'cat.png', changes_shape: true },
      { removed: 'red', added: 'blue', phrase: 'blue hat', mask: 'hat.png', changes_shape: false },
    ],
    settings,
    ...more,
  };
  const { cat, hat } = discs(side);
  return writeJob(folder, 'job', job, { picture: waves(side), masks: [cat, hat] });
}

export function waves(side: number): Picture {
  const data = new Uint8Array(side * side * 4).fill(255);
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [(i % side) / side, Math.floor(i / side) / side];
    const grain = 8 * Math.sin(i * 12.9898 + (i % 7));
    data[i * 4] = 127 + 100 * Math.sin(7 * x + 3 * y) + grain;
    data[i * 4 + 1] = 127 + 100 * Math.cos(5 * y - 2 * x) + grain;
    data[i * 4 + 2] = 60 + 120 * x * y + grain;
  }
  return { width: side, height: side, data };
}

/** Where the two things to edit are. */
export function discs(side: number): Record<'cat' | 'hat', Mask> {
  return {
    cat: disc(side, { x: 0.4, y: 0.6, radius: 0.22 }),
    hat: disc(side, { x: 0.62, y: 0.25, radius: 0.12 }),
  };
}

function disc(side: number, { x, y, radius }: Record<'x' | 'y' | 'radius', number>): Mask {
  const inside = (i: number) =>
    ((i % side) / side - x) ** 2 + (Math.floor(i / side) / side - y) ** 2 < radius ** 2;
  const data = Uint8Array.from({ length: side * side }, (_, i) => (inside(i) ? 255 : 0));
  return { width: side, height: side, data };
}
