// How often the bench's judge is right about held-out scenes that it did not learn from, as drawn at 256 px: kinds of
// things, colors, materials and backgrounds, in scenes of few things and in crowds. What no picture shows is not asked: a
// red apple looks like one without a color, and glasses are too thin to be striped.
//
//   npx tsx tools/bench/measure-judge.ts [SCENES]      writes results/judge.json; SCENES of each level, 1 to 4
import {
  FIRST_HELD_OUT_SEED,
  type Level,
  type Noun,
  renderMasks,
  renderScene,
  type Scene,
  sceneFromSeed,
  vocabulary,
} from '@dualedit/diorama';
import { countInside, maskBox } from '@dualedit/foundation';
import { THIN, USUAL } from '../../packages/bench/src/data/diorama-2/draw-changes.js';
import { everythingBut } from '../../packages/bench/src/data/diorama-2/truth.js';
import type { Looks } from '../../packages/bench/src/data/item.js';
import { looks } from '../../packages/bench/src/data/looks.js';
import { nameBackground } from '../../packages/bench/src/metrics/background-name.js';
import { openJudge } from '../../packages/bench/src/networks/judge.js';
import { wilson } from '../../packages/bench/src/report/wilson.js';
import { writeResults } from '../shared/results.js';

const SIZE = 256;
const SCENES = Number(process.argv[2] ?? 300);
const LEVELS: Level[] = [1, 2, 3, 4];
const FIRST_SEED = FIRST_HELD_OUT_SEED + 38_000_000;
/** Pixels of a picture of 256 that must be seen of a thing: of a sliver, nobody could say what it is. */
const LEAST_SEEN = 240;
const CROWD = 4;
const LOOKS = ['noun', 'color', 'material'] as const;

const judge = await openJudge('packages/bench/judge');
const right = new Map<string, boolean[]>();
const wrong: string[] = [];
const count = (name: string, is: boolean) => right.set(name, [...(right.get(name) ?? []), is]);

for (const level of LEVELS) {
  for (let seed = FIRST_SEED + level * 100_000, end = seed + SCENES; seed < end; seed++) {
    await look(sceneFromSeed(seed, { level }), level);
  }
}

async function look(scene: Scene, level: Level): Promise<void> {
  const [picture, masks] = [await renderScene(scene, SIZE), await renderMasks(scene, SIZE)];
  const shown = scene.objects
    .map((object, i) => ({ object, mask: masks[i]!.visible }))
    .filter(({ mask }) => countInside(mask) >= LEAST_SEEN);
  const seen = await judge.objects(
    picture,
    shown.map(({ mask }) => maskBox(mask)!),
  );
  shown.forEach(({ object }, i) => {
    const is = looks(object);
    const [should, says] = [is, seen[i]!].map((one) => asShown(object.noun, one)) as [Looks, Looks];
    const asked = LOOKS.filter((look) => look !== 'material' || !THIN.has(object.noun));
    const answers = asked.map((look) => says[look] === should[look]);
    const isCrowd = scene.objects.length >= CROWD;
    for (const [at, look] of asked.entries()) {
      count(look, answers[at]!);
      if (isCrowd) count(`crowd ${look}`, answers[at]!);
    }
    count(`level ${level}`, answers.every(Boolean));
    if (isCrowd) count('crowd', answers.every(Boolean));
    if (!answers.every(Boolean))
      wrong.push(`${scene.seed} ${JSON.stringify(is)} as ${JSON.stringify(seen[i])}`);
  });
  const renderings = new Map(
    await Promise.all(
      vocabulary('full').backgrounds.map(
        async (name) =>
          [name, await renderScene({ ...scene, seed: scene.seed + 1, background: name }, SIZE)] as const,
      ),
    ),
  );
  const behind = everythingBut(
    masks.map(({ visible }) => visible),
    masks[0]!.visible,
  );
  count('background', nameBackground(picture, behind, renderings) === scene.background);
}

/** A color that looks like none is none. */
function asShown(noun: Noun, looks: Looks): Looks {
  return looks.color === USUAL[noun] ? { ...looks, color: 'natural' } : looks;
}

const rows = [...right].map(([name, answers]) => ({
  name,
  ...wilson(answers.filter(Boolean).length, answers.length)!,
}));
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const TITLES: Record<string, string> = {
  noun: 'kind of thing',
  color: 'color',
  material: 'material',
  'crowd noun': `kind of thing, scenes of ${CROWD} things or more`,
  'crowd color': 'color, the same scenes',
  'crowd material': 'material, the same scenes',
  crowd: 'all three at once, the same scenes',
  background: 'background',
};
writeResults('judge', {
  table: [
    '| held-out scenes | right | 95 % interval | wanted | of |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(TITLES).map(([name, title]) => {
      const { mean, low, high, n } = rows.find((row) => row.name === name)!;
      return `| ${title} | ${percent(mean)} | ${percent(low)}…${percent(high)} | ≥ 98 % | ${n} |`;
    }),
  ],
  rows,
  wrong: wrong.slice(0, 60),
  seeds: { first: FIRST_SEED, perLevel: SCENES },
});
