// Inputs that several losses read. Each edit has a column.
import type { Given, LossContext, LossEdit, LossGrid } from './loss.js';

/** Edits that one compiled program has columns for; spare columns cost next to nothing. */
export const MAX_EDITS = 8;

/** [1, edits]: 1 for edits in use, 0 for spare columns. */
export const active: Given = {
  given: 'active_edits',
  shape: () => [1, MAX_EDITS],
  numbers: ({ edits }) => new Float32Array(MAX_EDITS).fill(1, 0, edits.length),
};

/** [tokens, edits]: 1 where a token of the target prompt is a piece of the edit's phrase. */
export const objectTokens = tokenColumns('object_tokens', (edit) => edit.objectTokens);

/** [tokens, edits]: 1 where a token of the target prompt is new in the edit. */
export const newTokens = tokenColumns('new_tokens', (edit) => edit.newTokens);

/** [tokens, edits]: 1 where a token of the source prompt is what the edit takes away; may be all 0. */
export const removedTokens = tokenColumns('removed_tokens', (edit) => edit.removedTokens);

/** [tokens, 1]: 1 where a token of the source prompt is shared by both prompts. */
export const commonTokens: Given = {
  given: 'common_tokens',
  shape: ({ tokens }) => [tokens, 1],
  numbers: (about, { tokens }) => {
    const column = new Float32Array(tokens);
    for (const token of about.commonTokens) column[token] = 1;
    return column;
  },
};

/** [positions, edits]: the area-averaged mask Sᵢ of each edit, 0…1. */
export const masks: Given = {
  given: 'edit_masks',
  shape: ({ positions }) => [positions, MAX_EDITS],
  numbers: ({ edits }, grid) => columns(grid.positions, edits, ({ mask }) => mask),
};

/** [positions, edits]: Sᵢ / ΣSᵢ, so that a product with it is a mean over the inside of the mask. */
export const maskWeights: Given = {
  given: 'mask_weights',
  shape: ({ positions }) => [positions, MAX_EDITS],
  numbers: ({ edits }, grid) =>
    columns(grid.positions, edits, ({ mask }) => {
      const area = mask.reduce((sum, value) => sum + value, 0);
      return mask.map((value) => value / area);
    }),
};

/** A scalar that a setting of the loss's own gives. */
export const setting = (given: string, name: string): Given => ({
  given,
  shape: () => [],
  numbers: ({ settings }) => [(settings as Record<string, number>)[name]!],
});

function tokenColumns(given: string, of: (edit: LossEdit) => readonly number[]): Given {
  return {
    given,
    shape: ({ tokens }: LossGrid) => [tokens, MAX_EDITS],
    numbers: ({ edits }: LossContext, { tokens }: LossGrid) =>
      columns(tokens, edits, (edit) => {
        const column = new Float32Array(tokens);
        for (const token of of(edit)) column[token] = 1;
        return column;
      }),
  };
}

/** [rows, edits]: each edit's numbers as a column. */
function columns(
  rows: number,
  edits: readonly LossEdit[],
  of: (edit: LossEdit) => Float32Array,
): Float32Array {
  const table = new Float32Array(rows * MAX_EDITS);
  edits.forEach((edit, column) => {
    of(edit).forEach((value, row) => {
      table[row * MAX_EDITS + column] = value;
    });
  });
  return table;
}
