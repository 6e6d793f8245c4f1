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

  it.each(LANGUAGES)('is one line that names the edit and what is seen, in %s', (language) => {
    const lines = sayChecks(
      textsFor(language),
      done([cup('missing', { seen: 'bear' }), ball('color', 'purple')]),
    );
    expect(lines[0]).toMatch(/cup→hat.*bear/);
    expect(lines[1]).toMatch(/ball→red.*purple/);
    for (const line of lines) expect(line).not.toMatch(/[{}\n]/);
  });
});
