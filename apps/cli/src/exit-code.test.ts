import { CODES } from '@dualedit/foundation/codes';
import { expect, it } from 'vitest';
import { EXIT, exitCodeOf } from './exit-code.js';

it('only defects of ours end with the code of an internal error', () => {
  const internal = Object.entries(CODES).filter(([, { category }]) => category === 'internal');
  const ended = Object.keys(CODES).filter((code) => exitCodeOf(code) === EXIT.internal);
  expect(ended).toEqual(internal.map(([code]) => code));
});

it.each([
  ['mask-hidden', EXIT.usage],
  ['phrase-empty', EXIT.usage],
  ['output-unwritable', EXIT.usage],
  ['export-batch', EXIT.model],
  ['specialize-failed', EXIT.model],
  ['database-away', EXIT.environment],
  ['jobs-folder-taken', EXIT.environment],
  ['library-unloadable', EXIT.environment],
  ['temporary-folder', EXIT.environment],
  ['device-unavailable', EXIT.model],
  ['object-not-found', EXIT.notFound],
  ['command-unknown-word', EXIT.notFound],
  ['command-leftover', EXIT.usage],
  ['aborted', EXIT.interrupted],
  ['never-heard-of', EXIT.internal],
])('%s ends with %i', (code, exitCode) => {
  expect(exitCodeOf(code)).toBe(exitCode);
});
