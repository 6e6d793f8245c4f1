import type { Device } from '@dualedit/core';
import { INVERSIONS } from '@dualedit/core/inversions';
import { DEFAULT_METHOD, METHODS, type MethodName } from '@dualedit/core/methods';
import { type Box, METADATA_MODES } from '@dualedit/foundation';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { MaskFile, NamedBox, NamedPoint } from '../options.js';

/** More than any picture has on a side. */
const MOST_PIXELS = 10_000;

/** More are hard to compare. */
const MOST_VARIANTS = 8;

const MOST_SEED = 2 ** 31 - 1;

const DEVICES: readonly Device[] = ['auto', 'cpu', 'cuda', 'webgpu', 'coreml', 'dml'];

export function withCommonOptions(command: Command): Command {
  return command
    .option('--json', 'one line of JSON on stdout as the result; progress as JSON lines on stderr')
    .option('-q, --quiet', 'no progress and no messages, errors apart')
    .option('--no-color', 'no colours, as with NO_COLOR=1');
}

export function withModelOptions(command: Command): Command {
  return command
    .option('--model <pack>', 'a model pack: its name or a folder; the embedded diorama pack if not given')
    .addOption(new Option('--device <name>', 'where the model runs').choices(DEVICES))
    .addOption(
      new Option(
        '--mask-source <name>',
        "segmenter: the pack's detector and SAM, if not given and it has them; attention: the model's own",
      ).choices(['segmenter', 'attention']),
    )
    .option(
      '--no-captions',
      "do not let the pack's captioner say what a picture shows where --prompt does not",
    );
}

/** For people's own pictures; what makes pictures for others checks them unless told otherwise. */
export function withSafetyOption(command: Command): Command {
  return command.option('--safety-check', "withhold results that the pack's safety checker flags");
}

export function withMethodOptions(command: Command): Command {
  return command
    .addOption(choice('--method <name>', METHODS, DEFAULT_METHOD))
    .addOption(choice('--inversion <name>', INVERSIONS, 'what suits the method'))
    .option(
      '--choose <names>',
      'edit by each of these methods, such as mde,mag,oir, and keep the best',
      collectMethods,
    )
    .option(
      '--variants <n>',
      'edit in so many ways, write each, and a sheet of all to pick from; the output is the best',
      wholeNumber(2, MOST_VARIANTS),
    )
    .option('--steps <n>', 'diffusion steps; the method decides if not given', wholeNumber(1, 1000))
    .option('--fast', 'edit by the pack’s model of few steps: half the time of a command (docs/fast.md)')
    .option('--no-fast', 'edit by many steps')
    .option('--strength <x>', 'multiplies the strength of every edit, 0 to 2', decimal(0, 2))
    .option(
      '--seed <n>',
      'what is drawn at random follows from it; 1 if not given',
      wholeNumber(0, MOST_SEED),
    )
    .addOption(
      new Option(
        '--protect <what>',
        'seen: things that are seen and not named keep their pixels, if not given; none: they may change',
      ).choices(['seen', 'none']),
    )
    .option(
      '--no-retry',
      'do not try an edit again that did not come out (at most twice, about 1.5 times as long)',
    )
    .option(
      '--mask-grow <px>',
      'how far an edit may reach beyond its mask; if not given, a new shape as far as it is drawn',
      wholeNumber(0, MOST_PIXELS),
    )
    .option(
      '--mask-feather <px>',
      'over how many pixels the new fades into the old; a thin seam if not given',
      wholeNumber(0, MOST_PIXELS),
    )
    .addOption(
      new Option(
        '--metadata <what>',
        'what is kept of the EXIF data, texts and dots per inch: keep: all, if not given; strip: no position, serial numbers or names; none',
      ).choices(METADATA_MODES),
    )
    .addOption(localeOption());
}

/** Words of other languages for what the embedded pack knows. */
export function localeOption(): Option {
  return new Option('--locale <name>', 'also read the words of a language').choices(['de', 'es', 'fr', 'ru']);
}

/** An option that names a member of a registry; its help has one summary per member. */
function choice(flags: string, registry: Record<string, { summary: string }>, fallback: string): Option {
  const described = Object.entries(registry).map(([name, { summary }]) => `${name}: ${summary}`);
  return new Option(flags, `${described.join('; ')}; ${fallback} if not given`).choices(
    Object.keys(registry),
  );
}

/** What one edit may be told, on the command line or in a line of a batch. */
export function withEditOptions(command: Command): Command {
  command
    .argument('<picture>', 'a picture file, or - for stdin')
    .argument('<command>', 'what becomes what, such as "cat→dog, hat→red" or "remove the hat"')
    .option(
      '-o, --output <file>',
      'PNG, JPEG, WebP, TIFF, AVIF or GIF, or - for stdout (PNG); if not given, <picture>.edited in the format of the picture',
    )
    .option('--prompt <text>', 'what the picture shows, in a sentence; made of what is seen if not given')
    .option(
      '--mask <name=file>',
      'where a thing is: a picture, white on black; may be repeated',
      collectMasks,
    )
    .option('--mask-invert', 'in the masks that are given, the things are black')
    .option('--no-mask-invert', 'the masks are as they should be, however large')
    .option(
      '--region <left,top,width,height>',
      'where something new goes, such as "+ red hat", in pixels; may be repeated',
      collectRegions,
    );
  return withMethodOptions(withPointingOptions(command))
    .addOption(
      new Option(
        '--frames <which>',
        'of an animated GIF or WebP: first, if not given, as a still picture; all, each by itself',
      ).choices(['first', 'all']),
    )
    .option('--save-masks <folder>', 'write the masks that were used')
    .option('--save-attention <folder>', 'write where the model looked for what each thing became')
    .option('--compare <file>', 'write before and after side by side')
    .option('--save-inversion <file>', 'write the inversion, for further edits of the same picture')
    .option('--inversion-from <file>', 'an inversion that was saved: it is not repeated')
    .addOption(forceOption());
}

/** Pictures that a small model cannot know are refused unless this is given. */
export function forceOption(): Option {
  return new Option('--force', 'take a picture also if it is not of the world that a small model knows');
}

/** Where things are, for whoever can see them. */
export function withPointingOptions(command: Command): Command {
  return command
    .option(
      '--box <name=left,top,width,height>',
      'a box tight around a thing, in pixels; its outline is found; may be repeated',
      collectBoxes,
    )
    .option(
      '--point <name=x,y>',
      'a point on a thing, in pixels, or with a minus beside it (hat=-90,80); may be repeated',
      collectPoints,
    );
}

export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`);
  };
}

function decimal(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Expected a number from ${min} to ${max}.`);
  };
}

/** Names of methods, with commas between them. */
function collectMethods(text: string): MethodName[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !Object.hasOwn(METHODS, name));
  if (unknown === undefined) return names as MethodName[];
  throw new InvalidArgumentError(`Expected some of ${Object.keys(METHODS).join(', ')}.`);
}

/** Collects `--region left,top,width,height`, which may be given several times. */
function collectRegions(text: string, regions: Box[] = []): Box[] {
  return [...regions, readBox(text)];
}

function readBox(text: string): Box {
  const numbers = readNumbers(text);
  const [left, top, width, height] = numbers as [number, number, number, number];
  if (numbers.length !== 4 || numbers.some(Number.isNaN) || width === 0 || height === 0) {
    throw new InvalidArgumentError('Expected left,top,width,height in pixels, such as 40,20,64,64.');
  }
  return { left, top, width, height };
}

function readNumbers(text: string): number[] {
  return text.split(',').map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : Number.NaN));
}

/** Collects `--box name=left,top,width,height`, which may be given several times. */
function collectBoxes(text: string, boxes: NamedBox[] = []): NamedBox[] {
  const [name, rest] = splitName(text, 'Expected name=left,top,width,height, such as hat=40,20,64,64.');
  return [...boxes, { name, box: readBox(rest) }];
}

/** Collects `--point name=x,y`, which may be given several times; a minus in front is for what is not the thing. */
function collectPoints(text: string, points: NamedPoint[] = []): NamedPoint[] {
  const wrong = 'Expected name=x,y in pixels, such as hat=72,40, or hat=-72,40 for a point beside the hat.';
  const [name, rest] = splitName(text, wrong);
  const isOutside = /^\s*[-−]/.test(rest);
  const numbers = readNumbers(rest.replace(/^\s*[-−+]/, ''));
  const [x, y] = numbers as [number, number];
  if (numbers.length !== 2 || numbers.some(Number.isNaN)) throw new InvalidArgumentError(wrong);
  return [...points, { name, point: { x, y, inside: !isOutside } }];
}

function splitName(text: string, wrong: string): [name: string, rest: string] {
  const at = text.indexOf('=');
  const [name, rest] = [text.slice(0, at).trim(), text.slice(at + 1)];
  if (at < 0 || name === '' || rest === '') throw new InvalidArgumentError(wrong);
  return [name, rest];
}

/** Collects `--mask name=file`, which may be given several times. */
function collectMasks(text: string, masks: MaskFile[] = []): MaskFile[] {
  const [name, path] = splitName(text, 'Expected name=file, such as hat=hat.png.');
  return [...masks, { name, path }];
}
