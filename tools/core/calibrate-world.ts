// What pictures a small model can know: fits a pack's world.json to scenes of its world and to photographs and
// drawings, and judges it on other ones. To be run again whenever the pack was trained again:
//
//   npx tsx tools/core/calibrate-world.ts --pack models/diorama --pictures FOLDER [--scenes 3000]
//
// writes world.json and its line of manifest.json in the pack, and results/world.json. world/collect-pictures.ts says
// where pictures come from.
import { parseArgs } from 'node:util';
import { vocabulary } from '@dualedit/diorama';
import { lookOf } from '../../packages/core/src/world/look.js';
import { insideness } from '../../packages/core/src/world/rule.js';
import { seenSquare } from '../../packages/core/src/world/seen.js';
import { writeResults } from '../shared/results.js';
import { median } from '../shared/statistics.js';
import { putInPack } from './put-in-pack.js';
import { openOnCpu } from './work.js';
import { others, plain, type Shown, scenes } from './world/examples.js';
import { type Example, type Fitting, separate } from './world/networks.js';

const { pack, pictures, ...asked } = parseArgs({
  options: {
    pack: { type: 'string', default: 'models/diorama' },
    pictures: { type: 'string' },
    scenes: { type: 'string', default: '3000' },
  },
}).values;
if (pictures === undefined) throw new Error('Expected --pictures FOLDER.');

/** Chosen by leaving out each fifth of what it is fitted to. */
const FITTING: Fitting = { networks: 6, units: 16, rounds: 300, rate: 3e-3, noise: 0.1, dropout: 0.2 };
/** Of the scenes that the rule is fitted to, the share that it may refuse. */
const REFUSED = 0.002;
/** Degradations that leave 56 to 81 % of a scene, perhaps its ground alone. */
const CROPS = new Set(['cut to a part', 'wide', 'tall']);
/** Plain pictures a half. */
const PLAIN = 300;

type Looked = Omit<Shown, 'picture'> & Example;

const model = await openOnCpu(pack);
const world = model.pack.words?.nouns.every((noun) => vocabulary('starter').nouns.includes(noun as never))
  ? 'starter'
  : 'full';
const looked: Looked[] = [];
const times: number[] = [];
for await (const shown of scenes(Number(asked.scenes), world, model)) await look(shown);
for await (const shown of others(pictures)) await look(shown);
for (const shown of plain(PLAIN, model.pictureSize)) await look(shown);
await model.release();

async function look({ picture, ...shown }: Shown): Promise<void> {
  const start = performance.now();
  looked.push({ ...shown, look: lookOf(await seenSquare(picture)) });
  times.push(performance.now() - start);
}

const of = (half: Shown['half']) => looked.filter((one) => one.half === half);
const rounded = (value: number) => Number(value.toPrecision(4));
const units = separate(of('fit'), FITTING).map(({ weights, bias, out }) => ({
  weights: weights.map(rounded),
  bias: rounded(bias),
  out: rounded(out),
}));
const sums = of('fit')
  .filter(({ isInside }) => isInside)
  .map(({ look }) => insideness({ units, threshold: 0 }, look))
  .toSorted((a, b) => a - b);
const rule = { units, threshold: rounded(sums[Math.floor(sums.length * REFUSED)]!) };
await putInPack(pack, 'world.json', rule);

const judged = looked.map((one) => ({ ...one, inside: insideness(rule, one.look) }));
for (const { half, name, group, inside, isInside } of judged) {
  if (inside >= 0 !== isInside) console.log(`wrong (${half}): ${name}, ${group}, ${inside.toFixed(2)}`);
}
report();

function report(): void {
  type Which = (one: Looked) => boolean;
  const count = (half: Shown['half'], isInside: boolean, which: Which = () => true) => {
    const all = judged.filter((one) => one.half === half && one.isInside === isInside && which(one));
    return { pictures: all.length, refused: all.filter(({ inside }) => inside < 0).length };
  };
  const groups = (isInside: boolean) => [
    ...new Set(judged.filter((one) => one.isInside === isInside).map(({ group }) => group)),
  ];
  const byGroup = (isInside: boolean) =>
    Object.fromEntries(
      groups(isInside).map((group) => [group, count('held out', isInside, (one) => one.group === group)]),
    );
  const row = (what: string, wanted: string, isInside: boolean, which: Which) => {
    const cells = (['fit', 'held out'] as const).map((half) => {
      const { pictures: all, refused } = count(half, isInside, which);
      return `${((100 * refused) / all).toFixed(2)} % of ${all}`;
    });
    return `| ${what} | ${wanted} | ${cells.join(' | ')} |`;
  };
  writeResults('world', {
    table: [
      '| refused | wanted | of those it was fitted to | of others |',
      '| --- | --- | --- | --- |',
      row('photographs and drawings', '≥ 98 %', false, ({ group }) => group !== 'plain'),
      row('plain colors and noise', '≥ 98 %', false, ({ group }) => group === 'plain'),
      row('scenes of its world', '≤ 1 %', true, ({ group }) => !CROPS.has(group)),
      row('… cut to 56 to 81 % of what was drawn', '', true, ({ group }) => CROPS.has(group)),
      row('all scenes', '≤ 1 %', true, () => true),
    ],
    heldOut: { scenes: count('held out', true), others: count('held out', false) },
    fit: { scenes: count('fit', true), others: count('fit', false) },
    heldOutScenesByDegradation: byGroup(true),
    heldOutOthersByPackage: byGroup(false),
    settings: { world, fitting: FITTING, refusedOfFit: REFUSED },
    milliseconds: median(times),
  });
}
