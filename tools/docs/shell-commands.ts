import { type ParseEntry, parse } from 'shell-quote';
import type { Block } from './blocks.js';

const SHELL = new Set(['sh', 'bash', 'shell', 'console']);
/** A block without a language is one of commands if it begins with one of these. */
const COMMAND = /^(\$ |npm |npx |dualedit |RESULTS=)/;

export interface ShellCommand {
  /** Where it is, for an error. */
  where: string;
  program: string;
  args: string[];
}

/** Every single command of a block: lines, and what is between `&&`, `|` and the like. None if it is no shell's. */
export function shellCommandsOf({ page, line, language, text }: Block): ShellCommand[] {
  if (!SHELL.has(language) && !(language === '' && COMMAND.test(text))) return [];
  const lines = text.replaceAll('\\\n', '  ').split('\n');
  return lines.flatMap((one, at) =>
    simpleCommands(parse(one.replace(/^\$ /, ''), (name) => `$${name}`)).map(([program, ...args]) => ({
      where: `${page}:${line + at}`,
      program: program!,
      args,
    })),
  );
}

/** Words of each command; assignments before it, redirections and comments are left out. */
function simpleCommands(entries: ParseEntry[]): string[][] {
  const commands: string[][] = [[]];
  let redirected = false;
  for (const entry of entries) {
    if (isOperator(entry)) {
      redirected = /^(>|<|>>|>&)$/.test(entry.op);
      if (!redirected) commands.push([]);
      continue;
    }
    const word = wordOf(entry);
    const command = commands.at(-1)!;
    const isAssignment = command.length === 0 && word !== undefined && /^\w+=/.test(word);
    if (word !== undefined && !redirected && !isAssignment) command.push(word);
    redirected = false;
  }
  return commands.filter(({ length }) => length > 0);
}

const isOperator = (entry: ParseEntry): entry is { op: '>' } =>
  typeof entry === 'object' && 'op' in entry && entry.op !== ('glob' as string);

function wordOf(entry: ParseEntry): string | undefined {
  if (typeof entry === 'string') return entry;
  return 'pattern' in entry ? entry.pattern : undefined;
}

/** What `npx`, with options of its own or without, runs; any other command as it is. */
export function behindNpx(command: ShellCommand): ShellCommand {
  if (command.program !== 'npx') return command;
  const [program = '', ...args] = command.args.slice(command.args.findIndex((word) => !word.startsWith('-')));
  return { ...command, program, args };
}
