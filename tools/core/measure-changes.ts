// Removes things, changes backgrounds and draws new things in held-out scenes, and compares with the true answers:
//
//   npx tsx tools/core/measure-changes.ts [SCENES] [SHEETS]      writes results/changes.json, and pictures into SHEETS
//
// With KEEP=FOLDER it can be stopped and goes on where it was.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatCommand } from '@dualedit/commands';
import { openEditor, type PictureEditor } from '@dualedit/editor';
import {
  countOverlap,
  encodePicture,
  type Mask,
  type MaskSource,
  type Picture,
  type SeenThing,
} from '@dualedit/foundation';
import { openMaskSource } from '@dualedit/segmenter';
import { Clip } from '../../packages/core/src/clip/clip.js';
import { nameBackground } from '../../packages/core/src/clip/name-background.js';
import { fillFromAround } from '../../packages/core/src/image/fill.js';
import { defaultPackFolder, openPack } from '../../packages/core/src/pack/open-pack.js';
import { changedShare } from '../../packages/core/src/seen/changed.js';
import { keptRow } from '../shared/kept-rows.js';
import { writeResults } from '../shared/results.js';
import { rmse } from '../shared/rmse.js';
import { mean, median } from '../shared/statistics.js';
import { type ChangeScene, insertions, newBackgrounds, removals } from './change-scenes.js';

const [count = '40', sheets] = process.argv.slice(2);
const pack = defaultPackFolder();
const editor = await openEditor();
const finder = await openMaskSource({ pack, device: 'cpu' });
const clip = await Clip.open(pack);
const { words } = await openPack(pack);

const removed = await inTurn(await removals(Number(count)), async (item) => {
  const { picture, checks, masks, seconds } = await made(editor, item);
  const things = await thingsIn(finder, picture, item);
  const hole = (i: number) =>
    [0, 1, 2].some((c) => item.after.data[i * 4 + c] !== item.before.data[i * 4 + c]);
  return {
    gone: !things.some((thing) => thing.name === item.noun && isThere(thing.mask, item.place!)),
    passed: checks.passed,
    rmse: rmse(picture, item.after, hole),
    rmseOfFill: rmse(fillFromAround(item.before, masks[0]!), item.after, hole),
    rmseUnedited: rmse(item.before, item.after, hole),
    seconds,
  };
});

const behind = await inTurn(await newBackgrounds(Number(count)), async (item) => {
  const { picture, checks, seconds } = await made(editor, item);
  // Of some scenes CLIP is only sure if it knows what stands before the background.
  const nameOf = async (shown: Picture) =>
    (await nameBackground(clip, shown, words!, [item.things!]))?.background ?? 'unsure';
  const named = await nameOf(picture);
  return {
    named,
    truthNamed: await nameOf(item.after),
    right: named === (item.change as { target: string }).target,
    passed: checks.passed,
    changed: changedShare(item.before, picture, (i) => item.masks.some(({ data }) => data[i]! > 127)),
    seconds,
  };
});

const fresh = await inTurn(await insertions(Number(count)), async (item) => {
  const { picture, checks, seconds } = await made(editor, item);
  const things = await thingsIn(finder, picture, item);
  const { left, top, width, height } = item.region!;
  const isOutside = (i: number) => {
    const [x, y] = [i % picture.width, Math.floor(i / picture.width)];
    return x < left || y < top || x >= left + width || y >= top + height;
  };
  const inside = (i: number) => item.masks.some(({ data }) => data[i]! > 127) && isOutside(i);
  return {
    found: things.some((thing) => thing.name === item.noun && isThere(thing.mask, item.place!)),
    passed: checks.passed,
    changedOutside: changedShare(item.before, picture, inside),
    seconds,
  };
});
await editor.close();
await clip.release();
report();

async function inTurn<Row>(items: readonly ChangeScene[], measure: (item: ChangeScene) => Promise<Row>) {
  const rows: (Row & { seed: number; command: string })[] = [];
  for (const item of items) {
    const command = formatCommand([item.change]);
    const row = await keptRow(`${item.seed} ${command}`, () => measure(item));
    console.error(item.seed, command, JSON.stringify(row));
    rows.push({ seed: item.seed, command, ...row });
  }
  return rows;
}

async function made(by: PictureEditor, { seed, before, after, change, region }: ChangeScene) {
  const started = performance.now();
  const result = await by.edit(before, [change], region ? { regions: [region] } : {});
  const seconds = (performance.now() - started) / 1000;
  if (sheets !== undefined) {
    mkdirSync(sheets, { recursive: true });
    const pictures = { before, edited: result.picture, true: after };
    for (const [name, picture] of Object.entries(pictures))
      writeFileSync(join(sheets, `${change.kind}-${seed}-${name}.png`), await encodePicture(picture));
  }
  return { ...result, seconds };
}

async function thingsIn(by: MaskSource, picture: Picture, { noun }: ChangeScene): Promise<SeenThing[]> {
  return (await by.find(picture, { edits: [], names: [noun!] })).things;
}

/** Whether most of a thing is where it was, or should be. */
function isThere(mask: Mask, place: Mask): boolean {
  const { both, first } = countOverlap(mask, place);
  return both > first / 2;
}

function report(): void {
  const of = (rows: readonly unknown[], good: number) => `${good} of ${rows.length}`;
  const figure = (values: readonly number[]) => mean(values).toFixed(1);
  const percent = (value: number) => `${(100 * value).toFixed(2)} %`;
  const changes = behind.map(({ changed }) => changed);
  writeResults('changes', {
    table: [
      '| change | came out, by the judge | by its own check | beside the true answer |',
      '| --- | --- | --- | --- |',
      `| thing removed | ${of(removed, removed.filter(({ gone }) => gone).length)} found no more | ${of(
        removed,
        removed.filter(({ passed }) => passed).length,
      )} | RMSE ${figure(removed.map((row) => row.rmse))}; filled from its surroundings alone ${figure(removed.map(({ rmseOfFill }) => rmseOfFill))}; left as it was ${figure(removed.map(({ rmseUnedited }) => rmseUnedited))} |`,
      `| another background | ${of(
        behind,
        behind.filter(({ right }) => right).length,
      )} named so by CLIP | ${of(
        behind,
        behind.filter(({ passed }) => passed).length,
      )} | pixels of things changed: median ${percent(median(changes))}, most ${percent(Math.max(...changes))} |`,
      `| thing drawn in a region | ${of(fresh, fresh.filter(({ found }) => found).length)} found there | ${of(
        fresh,
        fresh.filter(({ passed }) => passed).length,
      )} | pixels of things outside the region changed: most ${percent(Math.max(...fresh.map(({ changedOutside }) => changedOutside)))} |`,
    ],
    settings: { scenes: Number(count), size: 256, world: 'full', prompt: 'none' },
    removed,
    backgrounds: behind,
    insertions: fresh,
  });
}
