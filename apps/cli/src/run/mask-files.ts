import {
  type Box,
  type Change,
  changeName,
  type Mask,
  maskBox,
  type SeenThing,
  targetPhrase,
} from '@dualedit/foundation';
import type { Plan } from './plan.js';

/** Where an edit's mask comes from, for people. */
export function maskOrigin({ maskFiles, masks, pointed }: Plan, edit: number): string {
  const own = maskFiles[edit];
  if (own !== undefined) return own;
  return masks[edit] ? 'its region' : pointed[edit] ? 'where it was shown' : 'its words';
}

/** A file name for each edit's mask, in order and unlike each other: `1-straw-hat.png`. */
export function maskFileNames(edits: readonly Change[]): string[] {
  return edits.map((edit, i) => `${i + 1}-${slug(changeName(edit))}.png`);
}

/** A file name for each edit's attention, which is to what becomes of the thing: `1-red-hat.png`. */
export function attentionFileNames(edits: readonly Change[]): string[] {
  return edits.map((edit, i) => `${i + 1}-${slug(targetPhrase(edit))}.png`);
}

/** Letters and digits of any script, parted by hyphens; at most 40 characters. */
export function slug(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join('-').slice(0, 40) || 'object';
}

/** The box around a mask, and its share of the picture (0…1). */
export function measureMask(mask: Mask): { box: Box | undefined; share: number } {
  const sum = mask.data.reduce((total, value) => total + value, 0);
  return { box: maskBox(mask), share: sum / 255 / mask.data.length };
}

/** A thing that was seen, for scripts. */
export function describeSeen({ name, score, mask }: SeenThing): Record<string, unknown> {
  return { name, score: Number(score.toFixed(3)), ...measureMask(mask) };
}
