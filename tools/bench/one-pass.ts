// Several edits in one pass next to the same edits one after the other, with true masks: what comes out, and how long it
// takes, by the number of edits.
//
//   npx tsx tools/bench/one-pass.ts [SCENES] [MOST] [STEPS]      writes results/one-pass.json
//
// SCENES of each number of edits, up to MOST edits. Seconds are only meaningful on an idle machine.
import { type Editor, loadEditor } from '@dualedit/core';
import type { Picture } from '@dualedit/foundation';
import {
  editsOf,
  type PlannedItem,
  planDioramaBench2,
} from '../../packages/bench/src/data/diorama-2/diorama-bench-2.js';
import { SIZES } from '../../packages/bench/src/data/diorama-2/slots.js';
import { draw } from '../../packages/bench/src/data/diorama-2/truth.js';
import { judgeEdits } from '../../packages/bench/src/metrics/judge-edits.js';
import { openJudge } from '../../packages/bench/src/networks/judge.js';
import { wilson } from '../../packages/bench/src/report/wilson.js';
import { writeResults } from '../shared/results.js';
import { median } from '../shared/statistics.js';
import { timed } from '../shared/timed.js';
import { stepsOf } from './steps.js';

type Way = 'onePass' | 'oneByOne';

/** What came out of one scene. */
interface Measured {
  id: string;
  edits: number;
  right: Record<Way, boolean[]>;
  seconds: Record<Way, number>;
}

const SIZE = 256;
const [SCENES, MOST, STEPS] = [2, 3, 4].map((at) => Number(process.argv[at] ?? [6, 8, 20][at - 2]));
const settings = { steps: STEPS! };
const editor = await loadEditor();
const judge = await openJudge('packages/bench/judge');

// Twins are told apart by colors that earlier edits may have changed.
const all = (await planDioramaBench2(SIZES.full)).filter(({ split }) => split !== 'twins');
const measured: Measured[] = [];
for (let edits = 1; edits <= MOST!; edits++) {
  for (const planned of all.filter((item) => editsOf(item).length === edits).slice(0, SCENES)) {
    measured.push(await measure(editor, planned));
    console.error(JSON.stringify(measured.at(-1)));
  }
}
await editor.close();

async function measure(to: Editor, planned: PlannedItem): Promise<Measured> {
  const { picture, masks, truth } = await draw(planned, SIZE);
  const steps = await stepsOf(planned, SIZE);
  const edits = editsOf(planned);
  const common = { settings, force: true, retry: false };
  // Opens the programs that either needs, which a process does once.
  if (measured.length === 0) await to.edit({ ...common, picture, edits, masks, prompt: steps[0]!.prompt });
  const onePass = await timed(() => to.edit({ ...common, picture, edits, masks, prompt: steps[0]!.prompt }));
  const oneByOne = await timed(async () => {
    let image: Picture = picture;
    for (const { edit, mask, prompt } of steps) {
      image = (await to.edit({ ...common, picture: image, edits: [edit], masks: [mask], prompt })).picture;
    }
    return image;
  });
  return {
    id: `${planned.split}-${planned.seed}`,
    edits: edits.length,
    right: {
      onePass: await judgeEdits(onePass.value.picture, truth!, judge),
      oneByOne: await judgeEdits(oneByOne.value, truth!, judge),
    },
    seconds: { onePass: onePass.seconds, oneByOne: oneByOne.seconds },
  };
}

const WAYS = ['onePass', 'oneByOne'] as const satisfies Way[];
const share = (answers: readonly boolean[]) => wilson(answers.filter(Boolean).length, answers.length)!;
const percent = ({ mean, low, high }: ReturnType<typeof share>) =>
  `${[mean, low, high]
    .map((value) => Math.round(100 * value))
    .join(' % (')
    .replace(/ % \((\d+)$/, '…$1')})`;
const rows = Array.from({ length: MOST! }, (_, i) => i + 1).map((edits) => {
  const own = measured.filter((one) => one.edits === edits);
  const seconds = Object.fromEntries(WAYS.map((way) => [way, median(own.map((one) => one.seconds[way]))]));
  const whole = WAYS.map((way) => share(own.map(({ right }) => right[way].every(Boolean))));
  const single = WAYS.map((way) => share(own.flatMap(({ right }) => right[way])));
  return { edits, scenes: own.length, seconds, whole, single };
});

writeResults('one-pass', {
  table: [
    '| edits | scenes | all right: one pass | one by one | single edits right: one pass | one by one | seconds: one pass | one by one | times as long |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ edits, scenes, seconds, whole, single }) => {
      const [one, other] = [seconds.onePass!, seconds.oneByOne!];
      const shares = [...whole, ...single].map(percent).join(' | ');
      return `| ${edits} | ${scenes} | ${shares} | ${one.toFixed(1)} | ${other.toFixed(1)} | ${(other / one).toFixed(1)} |`;
    }),
  ],
  rows,
  measured,
  settings,
});
