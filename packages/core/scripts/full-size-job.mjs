import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeMask, encodePicture } from '@dualedit/foundation';

/** Writes a job of reference/ for a model of random weights: a picture of waves and grain, two edits with a disc each. */
export async function writeJob(folder, side, settings) {
  const masks = discs(side);
  writeFileSync(join(folder, 'picture.png'), await encodePicture(waves(side)));
  for (const [name, mask] of Object.entries(masks)) {
    writeFileSync(join(folder, `${name}.png`), await encodeMask(mask));
  }
  const file = join(folder, 'job.json');
  writeFileSync(
    file,
    JSON.stringify({
      picture: 'picture.png',
      source: 'a cat wearing a red hat',
      target: 'a dog wearing a blue hat',
      edits: [
        { removed: 'cat', added: 'dog', phrase: 'dog', mask: 'cat.png', changes_shape: true },
        { removed: 'red', added: 'blue', phrase: 'blue hat', mask: 'hat.png', changes_shape: false },
      ],
      settings,
    }),
  );
  return file;
}

/** A picture of waves and grain. */
export function waves(side) {
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
export const discs = (side) => ({ cat: disc(side, 0.4, 0.6, 0.22), hat: disc(side, 0.62, 0.25, 0.12) });

function disc(side, x, y, radius) {
  const inside = (i) => ((i % side) / side - x) ** 2 + (Math.floor(i / side) / side - y) ** 2 < radius ** 2;
  return {
    width: side,
    height: side,
    data: Uint8Array.from({ length: side * side }, (_, i) => (inside(i) ? 255 : 0)),
  };
}
