import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ACTIONS, readPress, writePress } from './action.js';

it('buttons carry their press in at most 64 bytes, and nothing else is read', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ACTIONS), fc.uuid(), (action, id) => {
      const written = writePress({ action, job: id });
      expect(Buffer.byteLength(written)).toBeLessThanOrEqual(64);
      expect(readPress(written)).toEqual({ action, job: id });
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readPress(text)).toBeUndefined();
    }),
  );
  expect(readPress('0:cancel:0190aaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee')).toBeUndefined();
});
