import { spawnSync } from 'node:child_process';
import { METHODS } from '@dualedit/core/methods';
import { describe, expect, it } from 'vitest';
import { dualedit } from './testing/process.js';

const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;
const script = async (shell: string) => (await dualedit(['completion', shell])).stdout.toString();

/** What bash would offer for each line, whose last word is being typed. */
function offersOfBash(completion: string, typed: readonly string[][]): string[] {
  const tries = typed.map((words) => {
    const list = ['dualedit', ...words].map((word) => `'${word}'`).join(' ');
    return `COMP_WORDS=(${list}); COMP_CWORD=${words.length}; COMPREPLY=(); __dualedit; echo "\${COMPREPLY[*]}"`;
  });
  const { stdout, stderr } = spawnSync('bash', ['-c', [completion, ...tries].join('\n')], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').slice(0, -1);
}

describe.skipIf(!has('bash'))('completion in bash', () => {
  it('offers commands, options and values, and elsewhere leaves file names to the shell', async () => {
    const completion = await script('bash');
    const edit = ['edit', 'a.png', 'cat→dog'];
    expect(
      offersOfBash(completion, [
        ['ed'],
        ['models', ''],
        ['edit', ''],
        [...edit, '--st'],
        [...edit, '--method', ''],
        [...edit, '--method', '=', 'p'],
        [...edit, '-o', ''],
        ['models', 'verify', '--j'],
        ['completion', ''],
      ]),
    ).toEqual([
      'edit',
      'list pull where verify remove help',
      '',
      '--steps --strength',
      'mde mag p2p lomoe locinv oir cds guide-rescale',
      'p2p',
      '',
      '--json',
      'bash zsh fish',
    ]);
    expect(completion).toContain('complete -o default -F');
  });
});

it.each(['zsh', 'fish'])('completion in %s knows every option', async (shell) => {
  const [completion, { stdout }] = await Promise.all([script(shell), dualedit(['batch', '--help'])]);
  const options = stdout.toString().match(/--[a-z-]+(?= |$)/gm)!;
  expect(options.length).toBeGreaterThan(5);
  for (const option of options) {
    expect(completion).toContain(shell === 'zsh' ? option : `-l ${option.slice(2)}`);
  }
});

it.skipIf(!has('zsh'))('completion in zsh is understood by it', async () => {
  const { stderr, status } = spawnSync('zsh', ['-n'], { input: await script('zsh'), encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});

it.skipIf(!has('fish'))('completion in fish offers what fits', async () => {
  const lines = ['dualedit ed', 'dualedit edit a.png x --method ', 'dualedit models v'];
  const tries = lines.map((line) => `complete -C '${line}' | string replace -r '\\t.*' ''`);
  const commands = [await script('fish'), ...tries].join('\n');
  const { stdout } = spawnSync('fish', ['--no-config', '-c', commands], { encoding: 'utf8' });
  expect(stdout.trim().split('\n')).toEqual(['edit', ...Object.keys(METHODS).sort(), 'verify']);
});
