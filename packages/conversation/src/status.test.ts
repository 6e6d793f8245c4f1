import { parseCommand } from '@dualedit/commands';
import { expect, it } from 'vitest';
import { sayEdit, sayProgress } from './status.js';
import { job } from './testing/job.js';
import { textsFor } from './texts.js';

const say = textsFor('en');

it('edits and progress', () => {
  const edits = parseCommand('left cat→dog, all apples→oranges, hat on the cat→red!, cup#2→hat');
  expect(edits.map(sayEdit)).toEqual([
    'left cat → dog',
    'all apple → orange',
    `hat of cat → red (${edits[2]!.strength})`,
    'cup #2 → hat',
  ]);
  expect(sayProgress(say, job('cat→dog', { place: 3, etaSeconds: 40 }))).toBe(
    '⏳ Place 3 in the queue · ≈ 40 s',
  );
  const half = job('cat→dog', { state: 'editing', stage: 'edit', fraction: 0.5, etaSeconds: 200 });
  expect(sayProgress(say, half)).toBe('🎨 Editing…\n██████░░░░░░ 50 % · ≈ 3 min');
});
