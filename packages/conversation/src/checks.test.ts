import { sayWord } from '@dualedit/commands';
import type { Checks, EditCheck } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { sayChecks } from './checks.js';
import { job } from './testing/job.js';
import { LANGUAGES, textsFor } from './texts.js';

const COMMAND = 'cup→hat, ball→red';
const done = (edits: EditCheck[], kept: Checks['kept'] = []) =>
  job(COMMAND, { state: 'done', result: { checks: { edits, kept, passed: false } } as never });
const cup = (outcome: EditCheck['outcome'], more: Partial<EditCheck> = {}): EditCheck => {
  return { outcome, source: 'cup', target: 'a hat', ...more };
};
const ball = (outcome: EditCheck['outcome'], seen?: string): EditCheck => {
  return { outcome, source: 'ball', target: 'red', ...(seen && { seen }) };
};
const say = textsFor('en');

describe('what did not come out', () => {
  it('is said, one line for each edit, with what is there instead', () => {
    expect(sayChecks(say, done([cup('missing'), ball('color', 'purple')]))).toEqual([
      '⚠️ cup→hat did not come out.',
      '⚠️ ball→red did not come out: it is purple now.',
    ]);
    expect(sayChecks(say, done([cup('remains'), ball('unchanged')]))).toEqual([
      '⚠️ cup→hat did not come out: the old cup is still there.',
      '⚠️ ball→red did not come out: hardly anything changed.',
    ]);
    expect(sayChecks(say, done([cup('came-out'), ball('color')]))).toEqual(['⚠️ ball→red did not come out.']);
  });

  it('is nothing where all came out, where nobody can tell, and of jobs of an older version', () => {
    expect(sayChecks(say, done([cup('came-out'), ball('unknown')]))).toEqual([]);
    expect(sayChecks(say, job(COMMAND, { state: 'done', result: {} as never }))).toEqual([]);
    expect(sayChecks(say, job(COMMAND))).toEqual([]);
  });

  it('names what changed although nobody named it', () => {
    const kept = [
      { name: 'dog', changed: 0.3 },
      { name: 'tree', changed: 0 },
    ];
    expect(sayChecks(say, done([cup('came-out')], kept))).toEqual([
      '⚠️ “dog” changed, although nobody named it.',
    ]);
  });

  it('says what came instead of what was removed, and what went with it', () => {
    const removed = (check: Partial<EditCheck>) =>
      job('cat→nothing', {
        state: 'done',
        result: {
          checks: {
            edits: [{ kind: 'removal', outcome: 'came-out', source: 'cat', target: 'nothing', ...check }],
            kept: [],
            passed: false,
          },
        } as never,
      });
    const appeared = removed({ outcome: 'appeared', seen: 'dog' });
    const withHat = removed({ with: ['hat', 'scarf'] });
    expect(sayChecks(say, appeared)).toEqual(['⚠️ The cat is gone, but there is something else now: dog.']);
    expect(sayChecks(textsFor('de'), appeared)).toEqual([
      '⚠️ „Katze“ ist weg, aber dort siehst du jetzt etwas anderes: „Hund“.',
    ]);
    expect(sayChecks(say, withHat)).toEqual(['ℹ️ Gone with the cat: hat, scarf.']);
    expect(sayChecks(textsFor('fr'), withHat)).toEqual([
      'ℹ️ Avec « chat », ceci a disparu aussi : chapeau, écharpe.',
    ]);
  });

  it('says that something new is not in its region, or in another color', () => {
    const added = (outcome: EditCheck['outcome'], seen?: string) =>
      job('+ red hat', {
        state: 'done',
        result: {
          checks: {
            edits: [{ kind: 'insertion', outcome, source: 'red hat', target: 'a red hat', seen }],
            kept: [],
            passed: false,
          },
        } as never,
      });
    expect(sayChecks(say, added('missing'))).toEqual([
      '⚠️ + red hat did not come out: nothing like it is in the region that you marked.',
    ]);
    expect(sayChecks(textsFor('de'), added('missing'))).toEqual([
      '⚠️ + red hat ist nicht gelungen: An der Stelle, die du markiert hast, ist nichts davon zu sehen.',
    ]);
    expect(sayChecks(textsFor('es'), added('color', 'pink'))).toEqual([
      '⚠️ + red hat no ha salido: ahora se ve «rosa».',
    ]);
  });

  it('names what nothing has a word for, too', () => {
    const kept = [{ name: '', changed: 0.3 }];
    expect(sayChecks(say, done([cup('came-out')], kept))).toEqual(['⚠️ Something changed that nobody named.']);
  });

  it.each(LANGUAGES)('is one line that names the edit and what is seen, in %s', (language) => {
    const lines = sayChecks(
      textsFor(language),
      done([cup('missing', { seen: 'bear' }), ball('color', 'purple')]),
    );
    expect(lines[0]).toContain('cup→hat');
    expect(lines[0]).toContain(sayWord('bear', language));
    expect(lines[1]).toContain('ball→red');
    expect(lines[1]).toContain(sayWord('purple', language));
    for (const line of lines) expect(line).not.toMatch(/[{}\n]/);
  });
});
