import type { Checks } from '@dualedit/foundation';
import { afterEach, expect, it, vi } from 'vitest';
import { EXIT } from '../exit-code.js';
import { createReport } from '../terminal/report.js';
import { tellMissed, tellOutcome } from './outcome.js';

afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

const checks = (changes: Partial<Checks> = {}): Checks => ({ edits: [], kept: [], passed: true, ...changes });
const FAILED = checks({
  edits: [
    { outcome: 'missing', source: 'cup', target: 'a hat' },
    { outcome: 'color', source: 'ball', target: 'red', seen: 'purple' },
    { outcome: 'came-out', source: 'cat', target: 'a dog' },
  ],
  kept: [{ name: 'hat', changed: 0.4 }],
  passed: false,
});
const MISSED = [
  'The cup did not become a hat.',
  'The ball became purple instead of red.',
  'The hat changed, although nobody named it.',
];

function heard(
  options: Parameters<typeof createReport>[0],
  work: (report: ReturnType<typeof createReport>) => void,
) {
  const lines: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  work(createReport(options));
  return lines.join('');
}

it('says what did not come out, one line each, and ends with a code of its own', () => {
  const said = heard({}, (report) => {
    expect(tellOutcome(report, { checks: FAILED, retried: 'stronger', timings: { retry: 3 } })).toEqual(
      MISSED,
    );
  });
  const lines = MISSED.map((sentence) => `dualedit: ${sentence}\n`).join('');
  expect(said).toBe(`The first try failed. This is a second one, stronger.\n${lines}`);
  expect(process.exitCode).toBe(EXIT.missed);
});

it('says that more tries were no better', () => {
  const said = heard({}, (report) => void tellOutcome(report, { checks: checks(), timings: { retry: 3 } }));
  expect(said).toBe('More tries came out no better.\n');
});

it('says nothing where all came out, or nobody can tell', () => {
  const unknown = checks({ edits: [{ outcome: 'unknown', source: 'cat', target: 'a dog' }] });
  expect(heard({}, (report) => void tellOutcome(report, { checks: unknown, timings: {} }))).toBe('');
  expect(process.exitCode).toBeUndefined();
});

it('names the line of a list', () => {
  const said = heard({ quiet: true }, (report) => {
    tellOutcome(report, { checks: FAILED, retried: 'apart', timings: { retry: 3 } }, 'line 3: ');
  });
  expect(said).toBe(MISSED.map((sentence) => `dualedit: line 3: ${sentence}\n`).join(''));
});

it('leaves it to the JSON of scripts, but for the exit code', () => {
  expect(heard({ json: true }, (report) => tellMissed(report, MISSED))).toBe('');
  expect(process.exitCode).toBe(EXIT.missed);
});
