import type { EditView } from '../../src/contract.js';
import { language } from './language.js';
import { comparison } from './look.js';
import { openResult, picture } from './picture.js';
import { result, run, shownId } from './run.js';
import { settings } from './settings.js';
import { command } from './words.js';

const MORE = 1.5;
const MOST = 2;

/** The same edit again, stronger. */
export async function stronger({ settings: { strength = 1 } }: EditView): Promise<void> {
  await run(language.peek(), { strength: Math.min(MOST, strength * MORE) });
}

/** What did not come out, alone, on the result. */
export async function oneByOne(edit: EditView, failed: readonly number[]): Promise<void> {
  if (!(await openResultOf(edit))) return;
  command.value = failed.map((i) => edit.edits[i]!.canonical).join(', ');
  await run(language.peek());
}

/** Makes the result the picture that is edited; what is said next begins anew. */
export async function editFurther(edit: EditView): Promise<void> {
  if (await openResultOf(edit)) command.value = '';
}

async function openResultOf(edit: EditView): Promise<boolean> {
  const name = picture.peek()?.name ?? 'picture.png';
  const isOpen = await openResult(edit.id, result.peek()?.index ?? edit.chosen ?? 0, name);
  if (isOpen) {
    shownId.value = undefined;
    comparison.value = 'masks';
  }
  return isOpen;
}

/** Whether edits are made with anything but the defaults. */
export const isCustom = (): boolean => Object.keys(settings.value).length > 0;
