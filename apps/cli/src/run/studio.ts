import { once } from 'node:events';
import { openBrowser, type Studio, startStudio } from '@dualedit/studio';
import type { StudioCommandOptions } from '../options.js';
import { createReport } from '../terminal/report.js';

/** Runs the studio until the process is told to end. */
export async function runStudio(options: StudioCommandOptions): Promise<void> {
  const { json = false, open, token = [], database, ...rest } = options;
  const tokens = [...token, ...inEnvironment()];
  const studio = await startStudio({ ...rest, tokens, databaseUrl: database ?? process.env.DATABASE_URL });
  const report = createReport(options);
  await report.result({ url: studio.url }, `The studio is at ${studio.url} (Ctrl-C ends it).`);
  if (open && !json) await openBrowser(studio.url, tokens[0]);
  await untilTold(studio);
}

function inEnvironment(): string[] {
  const text = process.env.DUALEDIT_STUDIO_TOKEN ?? '';
  return text.split(/[\s,]+/).filter(Boolean);
}

/** Resolves when it was told to end and has ended. @throws whatever keeps it from editing */
async function untilTold(studio: Studio): Promise<void> {
  const told = new AbortController();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const tell = () => told.abort();
  for (const signal of signals) process.once(signal, tell);
  const reason = await Promise.race([studio.broken, once(told.signal, 'abort').then(() => undefined)]);
  await studio.close();
  for (const signal of signals) process.off(signal, tell);
  if (reason) throw reason;
}
