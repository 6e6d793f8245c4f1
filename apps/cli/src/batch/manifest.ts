import { basename, dirname, isAbsolute, join } from 'node:path';
import { parseCommand } from '@dualedit/commands';
import { DualeditError } from '@dualedit/foundation';
import { Command, CommanderError } from 'commander';
import { withEditOptions } from '../commands/options.js';
import { besideName } from '../files/outputs.js';
import { readInput } from '../files/read.js';
import { readStdin } from '../files/standard-streams.js';
import type { EditSettings } from '../options.js';
import { type Row, readRows } from './rows.js';

/** One line of a manifest: an edit as the command line would give it. */
export interface Item {
  /** Where it stands in the manifest, from 1. */
  line: number;
  picture: string;
  command: string;
  settings: EditSettings;
}

export interface ManifestOptions {
  /** Folder of the outputs; beside their inputs unless given. */
  output?: string | undefined;
  /** What holds for lines that do not say it themselves. */
  defaults: EditSettings;
}

/**
 * Reads a list of edits, and refuses it as a whole where one line cannot be meant: that is better known
 * before a night's work than after it.
 * @throws DualeditError `manifest-unreadable`, `manifest-empty`, `manifest-line`
 */
export async function readManifest(path: string, options: ManifestOptions): Promise<Item[]> {
  const rows = readRows(await readText(path));
  if (rows.length === 0) {
    throw new DualeditError({
      code: 'manifest-empty',
      message: `Expected a list of edits but ${path === '-' ? 'stdin' : `"${path}"`} holds none.`,
      hint: 'Write one edit a line, such as {"picture": "a.png", "command": "cat→dog"}.',
    });
  }
  const folder = path === '-' ? '' : dirname(path);
  return rows.map((row) => {
    try {
      return readItem(row, folder, options);
    } catch (error) {
      throw wrongLine(row.line, error);
    }
  });
}

async function readText(path: string): Promise<string> {
  const bytes = path === '-' ? await readStdin('a list') : await readInput(path);
  return Buffer.from(bytes).toString('utf8');
}

/** The line, read as the arguments of `edit`: what is wrong there is wrong here, in the same words. */
function readItem({ line, fields }: Row, folder: string, { output, defaults }: ManifestOptions): Item {
  const parser = withEditOptions(new Command())
    .helpOption(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  const { picture, command, ...options } = fields;
  if (picture === undefined || command === undefined) {
    throw new Error('Expected a "picture" and a "command".');
  }
  const flags = Object.entries(options).flatMap(([name, values]) => flagsOf(parser, name, values));
  parser.parse([...flags, '--', ...picture, ...command], { from: 'user' });
  const [input, text] = parser.args as [string, string];
  if (input === '-') throw new Error('Expected a file but received "-" as its picture.');
  const from = (path: string) => inFolder(folder, path);
  const to = (path: string) => inFolder(output ?? folder, path);
  const {
    output: named,
    mask,
    saveMasks,
    saveAttention,
    compare,
    saveInversion,
    inversionFrom,
    retry,
    ...rest
  } = parser.opts<EditSettings>();
  const { locale = defaults.locale } = rest;
  const region = mask !== undefined || rest.region !== undefined;
  parseCommand(text, { region, ...(locale !== undefined && { locale }) });
  const beside = besideName(input, rest.frames === 'all');
  const settings: EditSettings = {
    ...defaults,
    ...rest,
    ...(retry === false && { retry }),
    output:
      named === undefined
        ? output === undefined
          ? join(dirname(from(input)), beside)
          : to(beside)
        : to(named),
    ...(mask && { mask: mask.map(({ name, path }) => ({ name, path: from(path) })) }),
    ...(saveMasks !== undefined && { saveMasks: to(saveMasks) }),
    ...(saveInversion !== undefined && { saveInversion: to(saveInversion) }),
    ...(inversionFrom !== undefined && { inversionFrom: from(inversionFrom) }),
    ...(saveAttention !== undefined && { saveAttention: to(saveAttention) }),
    ...(compare !== undefined && { compare: to(compare) }),
  };
  return { line, picture: from(input), command: text, settings };
}

/** A field as the command line would have it: of an option without a value, `true` or `false` says whether it is there. */
function flagsOf(parser: Command, name: string, values: readonly string[]): string[] {
  const option = parser.options.find(({ long }) => long === `--${name}`);
  const isSwitch = option !== undefined && !option.required && !option.optional;
  if (!isSwitch) return values.flatMap((value) => [`--${name}`, value]);
  const [value] = values;
  if (value === 'true' || value === 'false') return value === 'true' ? [`--${name}`] : [];
  throw new Error(`Expected true or false as "${name}" but received "${value}".`);
}

function inFolder(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

/** The error of a line, with its own code where it is not about how the line is written. */
export function wrongLine(line: number, error: unknown): DualeditError {
  const { message, hint, column } = error as Error & { hint?: string; column?: number };
  const at = column === undefined ? '' : `column ${column} of its command: `;
  const said = error instanceof CommanderError ? inFields(message) : message;
  const isPlace = DualeditError.is(error) && error.code.startsWith('output-');
  return new DualeditError({
    code: isPlace ? error.code : 'manifest-line',
    message: `Line ${line}: ${at}${said.replace(/[^.!?)]$/, '$&.')}`,
    hint: hint ?? 'See "dualedit batch --help".',
    received: line,
    cause: error,
  });
}

/** Commander speaks of options; here they are fields. */
function inFields(message: string): string {
  return message
    .replace(/^error: /, '')
    .replace(/unknown option|option/, (word) => word.replace('option', 'field'))
    .replace(/--(?=[a-z])/g, '');
}

/** Where what was done with a manifest is written down, unless it is said. */
export function defaultResults(manifest: string): string {
  return manifest === '-'
    ? 'batch.results.jsonl'
    : join(dirname(manifest), `${basename(manifest)}.results.jsonl`);
}
