import { parseCommand } from '@dualedit/commands';
import type { Stage } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { sayProgress, sayUnderstood } from './status.js';
import { job } from './testing/job.js';
import { LANGUAGES, textsFor } from './texts.js';

const say = textsFor('en');

it('what was understood, in the form that a command may have', () => {
  const edits = parseCommand(
    'turn the left cat into a dog, all apples to oranges and the hat on the cat → red!',
  );
  const canonical = 'left cat→dog, apples→oranges, hat on the cat→red!';
  expect(sayUnderstood(say, edits)).toBe(`understood as: ${canonical}`);
  expect(parseCommand(canonical).map(({ span: _, ...edit }) => edit)).toEqual(
    edits.map(({ span: _, ...edit }) => edit),
  );
});

it.each(LANGUAGES)('every stage has a text, in %s', (language) => {
  const stages: Record<Stage, true> = {
    ...{ load: true, segment: true, invert: true, edit: true },
    ...{ decode: true, compose: true, retry: true },
  };
  for (const stage of Object.keys(stages) as Stage[])
    expect(sayProgress(textsFor(language), job('cat→dog', { state: 'editing', stage }))).toMatch(
      /^\P{L}* ?\p{L}+.*…\n/u,
    );
});

it('progress', () => {
  expect(sayProgress(say, job('cat→dog', { place: 3, etaSeconds: 40 }))).toBe(
    '⏳ Place 3 in the queue · ≈ 40 s',
  );
  const half = job('cat→dog', { state: 'editing', stage: 'edit', fraction: 0.5, etaSeconds: 200 });
  expect(sayProgress(say, half)).toBe('🎨 Editing…\n██████░░░░░░ 50 % · ≈ 3 min');
});
