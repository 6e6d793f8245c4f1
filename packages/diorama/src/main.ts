import { DualeditError } from '@dualedit/foundation';
import { Command, InvalidArgumentError } from 'commander';
import sharp from 'sharp';
import { checkKnown, checkWorld } from './check.js';
import { exportScenes } from './export.js';
import type { Level } from './scene-from-seed.js';

/** The `diorama` command line. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('diorama').description(
    'A small procedural world: scenes, exact masks, exact edits',
  );
  program
    .command('export')
    .description('write shards of scenes for training')
    .option('--world <world>', 'starter or full', 'full')
    .option('--levels <shares>', 'how often each level comes', levels, levels('1:0.3,2:0.4,3:0.3'))
    .requiredOption('--count <n>', 'number of scenes', whole)
    .option('--seed <n>', 'the first seed', whole, 0)
    .option('--size <px>', 'width and height of the pictures', whole, 128)
    .requiredOption('--out <folder>', 'where to write; shards that are there are kept')
    .action(runExport);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!DualeditError.is(error)) throw error;
    process.stderr.write(`${error.message}\n${error.hint}\n`);
    process.exitCode = 1;
  }
}

interface ExportFlags {
  world: string;
  levels: Partial<Record<Level, number>>;
  count: number;
  seed: number;
  size: number;
  out: string;
}

async function runExport({ world, out, ...options }: ExportFlags): Promise<void> {
  // Many small pictures: one thread each, and no cache of what never comes again.
  sharp.concurrency(1);
  sharp.cache(false);
  const started = performance.now();
  await exportScenes({ ...options, world: checkWorld(world), folder: out });
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(
    `${options.count} scenes in ${seconds.toFixed(1)} s, ${Math.round(options.count / seconds)} a second\n`,
  );
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('Expected a whole number.');
  return value;
}

function levels(text: string): Partial<Record<Level, number>> {
  const entries = text.split(',').map((entry) => {
    const [level, share] = entry.split(':').map(Number) as [number, number];
    if (!(share > 0)) throw new InvalidArgumentError('Expected shares such as 1:0.3,2:0.4,3:0.3.');
    return [checkKnown('level', level, [1, 2, 3] as const), share] as const;
  });
  return Object.fromEntries(entries);
}
