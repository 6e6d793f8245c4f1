import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { DualeditError, encodePicture, type PictureFormat } from '@dualedit/foundation';
import { Command, InvalidArgumentError } from 'commander';
import sharp from 'sharp';
import { checkKnown, checkWorld } from './check.js';
import { renderSheet, seedSheet, vocabularySheet } from './contact-sheet.js';
import { exportScenes } from './export.js';
import { runScene } from './scene-command.js';
import { LEVELS, type Level } from './scene-from-seed.js';

/** The `diorama` command line. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('diorama').description(
    'A small procedural world: scenes, exact masks, exact edits',
  );
  program
    .command('export')
    .description('write shards of scenes for training')
    .option('--world <world>', 'starter or full', 'full')
    .option('--levels <shares>', 'how often each level comes', levels, levels('1:0.2,2:0.3,3:0.25,4:0.25'))
    .requiredOption('--count <n>', 'number of scenes', whole)
    .option('--seed <n>', 'the first seed', whole, 0)
    .option('--having <phrases...>', 'only scenes with such a thing: striped, "red cat"')
    .option('--size <px>', 'width and height of the pictures', whole, 256)
    .requiredOption('--out <folder>', 'where to write; shards that are there are kept')
    .action(runExport);
  program
    .command('scene')
    .description('write one scene: picture, masks, captions, and the exact answer to edits')
    .argument('<seed>', 'a whole number', whole)
    .option('--world <world>', 'starter or full', 'full')
    .option('--level <level>', '0 to 4; drawn from 1 to 3 if not given', whole)
    .option('--size <px>', 'width and height of the pictures', whole, 512)
    .option('--edit <source→target...>', 'such as "cat→dog" or "hat->red"', [])
    .requiredOption('--out <folder>', 'where to write')
    .action(runScene);
  program
    .command('sheet')
    .description('write a contact sheet: of all that is known, or of consecutive seeds')
    .option('--seed <n>', 'the first seed; without it, the sheet shows all that is known', whole)
    .option('--count <n>', 'how many seeds', whole, 48)
    .option('--world <world>', 'starter or full', 'full')
    .option('--level <level>', '0 to 4; drawn from 1 to 3 if not given', whole)
    .option('--size <px>', 'width and height of each picture', whole, 128)
    .requiredOption('--out <file>', 'the file to write: .png, .jpg or .webp')
    .action(runSheet);
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
  having?: string[];
  size: number;
  out: string;
}

async function runExport({ world, out, ...options }: ExportFlags): Promise<void> {
  // Many small pictures: one thread each, and no cache of what never comes again.
  sharp.concurrency(1);
  sharp.cache(false);
  const started = performance.now();
  const onProgress = ({ scenes }: { scenes: number }) => {
    if (process.stderr.isTTY && scenes % 100 === 0)
      process.stderr.write(`\r${scenes} of ${options.count} scenes`);
  };
  await exportScenes({ ...options, world: checkWorld(world), folder: out, onProgress });
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(
    `${options.count} scenes in ${seconds.toFixed(1)} s, ${Math.round(options.count / seconds)} a second\n`,
  );
}

interface SheetFlags {
  seed?: number;
  count: number;
  world: string;
  level?: Level;
  size: number;
  out: string;
}

async function runSheet({ seed, count, world, level, size, out }: SheetFlags): Promise<void> {
  const options = { world: checkWorld(world), ...(level !== undefined && { level }) };
  const scenes = seed === undefined ? vocabularySheet() : seedSheet(seed, count, options);
  await writeFile(out, await encodePicture(await renderSheet(scenes, size), formatOf(out)));
}

function formatOf(file: string): PictureFormat {
  const format = ({ '.png': 'png', '.jpg': 'jpeg', '.jpeg': 'jpeg', '.webp': 'webp' } as const)[
    extname(file).toLowerCase()
  ];
  if (format) return format;
  throw new DualeditError({
    code: 'sheet-format',
    message: `Expected a file that ends in .png, .jpg or .webp but received ${JSON.stringify(file)}.`,
    hint: 'Give the file one of these endings.',
    received: file,
  });
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
    return [checkKnown('level', level, LEVELS), share] as const;
  });
  return Object.fromEntries(entries);
}
