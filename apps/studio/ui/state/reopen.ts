import type { EditView } from '../../src/contract.js';
import { readMask } from '../api/masks.js';
import { request } from '../api/request.js';
import { isOver } from './edits.js';
import { comparison } from './look.js';
import { openKnown, picture } from './picture.js';
import { shownId, shownResult } from './run.js';
import { prompt, settings, variants } from './settings.js';
import { putMask, slots } from './slots.js';
import { command, untilRead } from './words.js';

/** Brings back an edit as it was asked for: picture, command, masks and settings; and its result, if there is one. */
export async function reopen(edit: EditView, result?: number): Promise<void> {
  if (shownId.peek() !== edit.id || picture.peek()?.id !== edit.picture) {
    if (picture.peek()?.id !== edit.picture && !(await openKnown(edit.picture, 'picture.png', edit.parent)))
      return;
    command.value = edit.command;
    settings.value = edit.settings;
    variants.value = edit.variants;
    prompt.value = edit.prompt ?? '';
    shownId.value = edit.id;
    await loadMasks(edit);
  }
  shownResult.value = result;
  comparison.value = isOver(edit) && edit.status === 'done' ? 'slider' : 'masks';
}

async function loadMasks(edit: EditView): Promise<void> {
  const painted = edit.masks.flatMap(({ edit: index, given }) =>
    given === undefined ? [] : [{ index, given }],
  );
  if (painted.length === 0) return;
  await untilRead();
  for (const { index, given } of painted) {
    const raster = await readMask(await (await request(given)).blob());
    const slot = slots.peek().find((one) => one.edit?.index === index);
    if (slot && shownId.peek() === edit.id) putMask(slot, raster, 'painted');
  }
}
