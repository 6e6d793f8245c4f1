// The built command.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../bin/bench.js', import.meta.url));
const bench = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });

describe('the command', () => {
  it('lists its options', () => {
    const { stdout, status } = bench('run', '--help');
    expect(status).toBe(0);
    for (const option of ['--data', '--arm', '--compare', '--minutes']) expect(stdout).toContain(option);
  });

  it('says what is wrong with a commit that has no report', () => {
    const { stderr, status } = bench('compare', 'no-such-commit');
    expect([status, stderr.includes('such as HEAD~1')]).toEqual([1, true]);
  });

  it.each([
    [['--data', 'nothing'], 'Write diorama2:quick'],
    [['--data', 'diorama:1', '--arm', 'x: p3p'], 'Write an arm as'],
    [['--data', 'pie:/no/such/folder'], 'Give the folder'],
  ])('says what is wrong with %j and how to put it right', (args, hint) => {
    const { stderr, status } = bench('run', ...args);
    expect([status, stderr.includes(hint), stderr.includes('    at ')]).toEqual([1, true, false]);
  });
});
