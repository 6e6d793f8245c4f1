// What is wrong with a command that a page tells people to type.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCommand } from '@dualedit/commands';
import type { Command } from 'commander';
import { createProgram } from '../../apps/cli/src/program.js';
import { readManifest, workspaces } from '../release/packages.js';
import { ROOT } from '../shared/results.js';
import { behindNpx, type ShellCommand } from './shell-commands.js';

/** Programs of ours that are checked elsewhere: by their name and `--help` alone. */
const OURS = new Set(['dualedit-discord', 'dualedit-telegram', 'dualedit-bench', 'diorama']);

/** What these need, so that no test runs them. */
const NEEDS: Record<string, string> = {
  ':': 'nothing',
  'apt-get': 'network and root',
  cat: 'a file of the reader',
  chmod: 'files of the reader',
  jq: 'a program of the reader',
  mkdir: 'files of the reader',
  openssl: 'a program of the reader',
  systemctl: 'a service',
  umask: 'a shell of the reader',
  cd: 'a folder of the reader',
  curl: 'network',
  docker: 'network',
  echo: 'nothing',
  export: 'nothing',
  git: 'network',
  nohup: 'a service',
  'nvidia-smi': 'a card',
  'optimum-cli': 'network',
  pip: 'network',
  python: 'Python, for maintainers',
  python3: 'Python, for maintainers',
  source: 'a shell of the reader',
  sudo: 'network and root',
  tr: 'nothing',
  'cuda/bin/pip': 'network',
};
const NPM_NETWORK = new Set(['ci', 'install', 'i']);

/** A sentence, or undefined if nothing is wrong. */
export async function problemOf(command: ShellCommand): Promise<string | undefined> {
  const { program, args } = behindNpx(command);
  if (program === 'dualedit') return problemOfDualedit(args);
  if (program === 'npm') return problemOfNpm(args);
  if (program === 'tsx' || program === 'node') return problemOfScript(args);
  if (program in NEEDS || OURS.has(program)) return undefined;
  if (existsSync(join(ROOT, 'node_modules/.bin', program))) return undefined;
  return `nobody knows what "${program}" needs: add it to tools/docs/command-problems.ts`;
}

async function problemOfDualedit(args: string[]): Promise<string | undefined> {
  const program = createProgram();
  readOnly(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return undefined;
  } catch (error) {
    const { message, code } = error as { message: string; code: string };
    return /^commander\.(help|version)/.test(code) ? undefined : message;
  }
}

/** Options and arguments are read, and the words of an edit; nothing is done, and nothing printed. */
function readOnly(command: Command): void {
  command.configureOutput({ writeOut: () => {}, writeErr: () => {} });
  for (const child of command.commands) readOnly(child);
  if (command.commands.length > 0) return;
  command.action(() => {
    const { region, mask } = command.opts();
    const namesThings = command.name() === 'edit' || command.name() === 'masks';
    if (namesThings) readCommand(command.args[1]!, { region: Boolean(region ?? mask) });
  });
}

function problemOfNpm([name = '', ...args]: string[]): string | undefined {
  if (NPM_NETWORK.has(name) || name === 'test' || name === 'view' || name === 'audit') return undefined;
  if (name !== 'run') return `"npm ${name}" is not known here`;
  const all = [readManifest('.'), ...workspaces().map(({ manifest }) => manifest)];
  const known = all.some(({ scripts }) => Object.hasOwn((scripts ?? {}) as object, args[0] ?? ''));
  return known ? undefined : `no package.json has a script "${args[0]}"`;
}

function problemOfScript(args: string[]): string | undefined {
  const script = args.find((word) => !word.startsWith('-'));
  if (script === undefined || script.includes('…')) return undefined;
  return existsSync(join(ROOT, script)) ? undefined : `${script} is not there`;
}
