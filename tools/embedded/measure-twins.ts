// Whether two things of a kind are told apart by side: `left cat→red, right cat→blue` in held-out scenes of twins, with
// the masks that the command line finds.
//
//   npx tsx tools/embedded/measure-twins.ts [SCENES]      writes results/embedded-twins.json
//
// With KEEP=FOLDER it can be stopped and goes on where it was.
import { FIRST_HELD_OUT_SEED, renderMasks, renderScene, type Scene, sceneFromSeed } from '@dualedit/diorama';
import { openEditor } from '@dualedit/editor';
import { DualeditError, type Mask } from '@dualedit/foundation';
import { iou } from '../segmenter/questions.js';
import { keptRow } from '../shared/kept-rows.js';
import { writeResults } from '../shared/results.js';
import { mean } from '../shared/statistics.js';

const COUNT = Number(process.argv[2] ?? 120);
const SIZE = 256;
const FIRST_SEED = FIRST_HELD_OUT_SEED + 500_000;

interface Twins {
  scene: Scene;
  noun: string;
  /** Their places in `scene.objects`. */
  left: number;
  right: number;
}

interface Side {
  side: 'left' | 'right';
  /** With the one that is meant, and with the other. */
  iou: number;
  other: number;
  right: boolean;
}

interface Row {
  seed: number;
  command: string;
  refused?: string;
  sides: Side[];
}

await using editor = await openEditor();
const rows: Row[] = [];
for (const twins of scenesOfTwins(COUNT)) {
  const command = `left ${twins.noun}→red, right ${twins.noun}→blue`;
  rows.push(await keptRow(`${twins.scene.seed} ${command}`, () => measure(twins, command)));
  console.error(JSON.stringify(rows.at(-1)));
}
report();

/** The first scenes of level 4 in which exactly two things have one name. */
function scenesOfTwins(count: number): Twins[] {
  const found: Twins[] = [];
  for (let seed = FIRST_SEED; found.length < count; seed++) {
    const scene = sceneFromSeed(seed, { world: 'full', level: 4 });
    const places = new Map<string, number[]>();
    for (const [i, { noun }] of scene.objects.entries()) places.set(noun, [...(places.get(noun) ?? []), i]);
    const twins = [...places].find(([, indexes]) => indexes.length === 2);
    if (!twins) continue;
    const [noun, indexes] = twins;
    const [left, right] = indexes.toSorted((a, b) => scene.objects[a]!.x - scene.objects[b]!.x);
    found.push({ scene, noun, left: left!, right: right! });
  }
  return found;
}

async function measure({ scene, left, right }: Twins, command: string): Promise<Row> {
  const picture = await renderScene(scene, SIZE);
  const truth = (await renderMasks(scene, SIZE)).map(({ visible }) => visible);
  const { seed } = scene;
  try {
    const { masks } = await editor.masks(picture, command);
    const side = (name: Side['side'], found: Mask, meant: number, other: number): Side => {
      const [own, others] = [iou(found, truth[meant]!), iou(found, truth[other]!)];
      return { side: name, iou: own, other: others, right: own >= 0.5 && own > others };
    };
    const sides = [side('left', masks[0]!, left, right), side('right', masks[1]!, right, left)];
    return { seed, command, sides };
  } catch (error) {
    if (!DualeditError.is(error)) throw error;
    return { seed, command, refused: error.code, sides: [] };
  }
}

function report(): void {
  const asked = 2 * rows.length;
  const sides = rows.flatMap((row) => row.sides);
  const right = sides.filter((side) => side.right).length;
  const swapped = sides.filter(({ iou: own, other }) => other > own).length;
  const refused = rows.filter((row) => row.refused !== undefined).length;
  const percent = ((100 * right) / asked).toFixed(1);
  writeResults('embedded-twins', {
    table: [
      '| twins told apart by side | wanted | right | the other one found | refused | mean IoU |',
      '| --- | --- | --- | --- | --- | --- |',
      `| ${rows.length} held-out scenes, left and right | ≥ 98 % | ${right} of ${asked}, ${percent} % | ${swapped} | ${2 * refused} | ${mean(sides.map((side) => side.iou)).toFixed(3)} |`,
    ],
    right,
    asked,
    swapped,
    refused,
    settings: { scenes: rows.length, size: SIZE, world: 'full', level: 4, firstSeed: FIRST_SEED },
    rows,
  });
}
