import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { progressLine } from './progress-line.js';

it('says stage, share and time left', () => {
  expect(stripVTControlCharacters(progressLine({ stage: 'edit', fraction: 0.5 }, 75, 80))).toBe(
    'editing              ███████████████░░░░░░░░░░░░░░░   50 %  1 min 15 s left',
  );
  expect(stripVTControlCharacters(progressLine({ stage: 'load', fraction: 0 }, undefined, 50))).toBe(
    'loading the model    ░░░░░░░░░░░░░░░░░░░░░    0 %',
  );
});

it('never fills the last column, whatever the width', () => {
  const stage = fc.constantFrom('load', 'segment', 'invert', 'edit', 'decode', 'compose');
  const eta = fc.option(fc.double({ min: 0, max: 1e5, noNaN: true }), { nil: undefined });
  fc.assert(
    fc.property(
      stage,
      fc.double({ min: 0, max: 1, noNaN: true }),
      eta,
      fc.nat(200),
      (stage, fraction, eta, columns) => {
        const line = stripVTControlCharacters(
          progressLine({ stage: stage as 'edit', fraction }, eta, columns),
        );
        expect(line.length).toBeLessThanOrEqual(Math.max(0, columns - 1));
        expect(line).not.toContain('\n');
      },
    ),
  );
});
