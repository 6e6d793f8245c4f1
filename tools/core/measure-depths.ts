// OIR's search for a depth per thing, beside one depth for all: each depth of the embedded model's inversion is scored for
// both edits of held-out scenes, by OIR's own metric, and its search is repeated on those scores.
//
//   npx tsx tools/core/measure-depths.ts [SCENES] [STEPS]      writes results/oir-depths.json
//
// With KEEP=FOLDER it can be stopped and goes on where it was.
import { renderMasks, renderScene } from '@dualedit/diorama';
import type { Method } from '../../packages/core/src/methods/method.js';
import { METHODS, type MethodName } from '../../packages/core/src/methods/methods.js';
import { type Score, searchDepth, totals } from '../../packages/core/src/methods/oir/search.js';
import { defaultPackFolder } from '../../packages/core/src/pack/open-pack.js';
import { keptRow } from '../shared/kept-rows.js';
import { writeResults } from '../shared/results.js';
import { mean } from '../shared/statistics.js';
import { type TwoEditScene, twoEditScenes } from './two-edit-scenes.js';
import { openOnCpu, openWork } from './work.js';

const [COUNT, STEPS] = [Number(process.argv[2] ?? 12), Number(process.argv[3] ?? 20)];
const COARSE = METHODS.oir.defaults.depths;

/** One thing: its scores at the depths 1, 2, … */
interface Row {
  edit: string;
  scores: Score[];
}

const scored: Score[][] = [];
const oir = METHODS.oir as unknown as Method;
/** OIR that notes every score. */
const watched: Method = {
  ...oir,
  run: (scene, run) =>
    oir.run(
      {
        ...scene,
        score: async (latent, region) => {
          const score = await scene.score!(latent, region);
          scored[region] ??= [];
          scored[region].push(score);
          return score;
        },
      },
      run,
    ),
};
(METHODS as Record<string, unknown>).watched = watched;

const model = await openOnCpu(defaultPackFolder());
const scenes: { seed: number; things: Row[] }[] = [];
for (const item of twoEditScenes(COUNT)) {
  const things = await keptRow(`${item.seed} ${STEPS}`, () => scoresOf(item));
  scenes.push({ seed: item.seed, things });
  console.error(
    item.seed,
    things.map(({ edit, scores }) => `${edit}: ${bestOf(totals(scores)) + 1}`).join(', '),
  );
}
await model.release();
await report();

async function scoresOf({ scene, edits, prompt, animal, thing }: TwoEditScene): Promise<Row[]> {
  const image = await renderScene(scene, model.pictureSize);
  const truth = await renderMasks(scene, model.pictureSize);
  const masks = [truth[animal]!.visible, truth[thing]!.visible];
  scored.length = 0;
  // As many depths at first as there are steps: each is tried once, in order.
  const settings = { steps: STEPS, depths: STEPS };
  const { run } = await openWork(model, {
    ...{ picture: image, edits, prompt, masks, settings },
    method: 'watched' as MethodName,
  });
  for (const stage of ['load', 'invert', 'edit'] as const) await run(stage);
  return edits.map(({ source, target }, i) => ({ edit: `${source}→${target}`, scores: scored[i]! }));
}

function bestOf(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

async function report(): Promise<void> {
  const things = scenes.flatMap((scene) => scene.things);
  const all = things.map(({ scores }) => totals(scores));
  const searched = await Promise.all(
    things.map(async ({ scores }) => {
      let tried = 0;
      const depth = await searchDepth(STEPS, COARSE, async (candidate) => {
        tried++;
        return scores[candidate - 1]!;
      });
      return { depth, tried };
    }),
  );
  const atDepth = (depth: number) => mean(all.map((values) => values[depth - 1]!));
  const fixed = Array.from({ length: STEPS }, (_, i) => atDepth(i + 1));
  const bestFixed = bestOf(fixed) + 1;
  const found = mean(searched.map(({ depth }, i) => all[i]![depth - 1]!));
  const best = mean(all.map((values) => Math.max(...values)));
  const optimal = searched.filter(({ depth }, i) => all[i]![depth - 1]! === Math.max(...all[i]!)).length;
  const differing = scenes.filter((_, i) => searched[2 * i]!.depth !== searched[2 * i + 1]!.depth).length;
  const beaten = all.filter((values, i) => values[searched[i]!.depth - 1]! >= values[bestFixed - 1]!).length;
  const row = (name: string, value: number, tried: string) => `| ${name} | ${value.toFixed(3)} | ${tried} |`;
  const tried = mean(searched.map((one) => one.tried));
  writeResults('oir-depths', {
    table: [
      `| depth of ${things.length} edits in ${scenes.length} scenes, ${STEPS} steps | OIR's metric, 0…2 | candidates per edit |`,
      '| --- | --- | --- |',
      row('all the way to noise, for all', atDepth(STEPS), '1'),
      row(`the best one for all in hindsight: ${bestFixed}`, fixed[bestFixed - 1]!, '1'),
      row("the search's own", found, tried.toFixed(1)),
      row('the best of each, all depths tried', best, String(STEPS)),
    ],
    metric: {
      found,
      best,
      allTheWay: atDepth(STEPS),
      bestFixed: { depth: bestFixed, metric: fixed[bestFixed - 1]! },
    },
    searchEndsAtTheBest: { edits: optimal, of: things.length },
    searchAtLeastAsGoodAsBestFixed: { edits: beaten, of: things.length },
    depthsDifferWithinScene: { scenes: differing, of: scenes.length },
    candidates: tried,
    settings: { steps: STEPS, coarse: COARSE },
    scenes: scenes.map(({ seed }, i) => ({
      seed,
      depths: things.slice(2 * i, 2 * i + 2).map(({ edit }, j) => ({
        edit,
        searched: searched[2 * i + j]!.depth,
        best: bestOf(all[2 * i + j]!) + 1,
      })),
    })),
  });
}
