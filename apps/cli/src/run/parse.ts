import { formatCommand, type Reading, type ReadOptions, readCommand } from '@dualedit/commands';
import { readOptionsOf } from '@dualedit/editor';
import type { Change } from '@dualedit/foundation';
import type { CommonOptions } from '../options.js';
import { formatTable } from '../terminal/format.js';
import { createReport } from '../terminal/report.js';

export interface ParseCommandOptions extends CommonOptions {
  model?: string;
  anyWords?: boolean;
  prompt?: string;
  locale?: string;
  region?: boolean;
}

/** Prints how a command is understood. */
export async function runParse(text: string, options: ParseCommandOptions): Promise<void> {
  const report = createReport(options);
  const reading = readCommand(text, await readOptions(options));
  const command = formatCommand(reading.changes);
  const prompts = await promptsOf(reading.changes, options.prompt);
  await report.result(
    { command, ...reading, prompts },
    [command, formatTable(rows(text, reading)), ...notes(text, reading, prompts)].join('\n'),
  );
}

async function readOptions({ model, anyWords, locale, region }: ParseCommandOptions): Promise<ReadOptions> {
  const ofPack = await readOptionsOf(model, locale);
  const { vocabulary, ...rest } = ofPack;
  return { ...(anyWords ? rest : ofPack), ...(region !== undefined && { region }) };
}

async function promptsOf(edits: readonly Change[], prompt: string | undefined) {
  const { composePrompts } = await import('@dualedit/core');
  const { source, target } = composePrompts(edits, prompt);
  return { source, target };
}

function rows(text: string, { changes }: Reading): string[][] {
  return changes.map((change, i) => {
    const [start, end] = change.span;
    const said = text.slice(start, end).replace(/\s+/g, ' ');
    return [`  ${i + 1}`, change.kind, formatCommand([change]), `${start + 1}–${end}`, `"${said}"`];
  });
}

function notes(text: string, { kept }: Reading, prompts: { source: string; target: string }): string[] {
  return [
    ...kept.map(({ span }) => `  kept anyway: "${text.slice(...span)}"`),
    `  prompt before: ${prompts.source}`,
    `  prompt after:  ${prompts.target}`,
  ];
}
