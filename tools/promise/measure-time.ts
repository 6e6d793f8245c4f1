// What the promise costs: the whole command of this version and of an older one, in turn on scenes of held-out seeds
// that both know, where nothing fails. Once on the older one's pack, so that the model is the same, and once each on
// its own.
//
//   npx tsx tools/promise/measure-time.ts --base FOLDER [--pairs N]
//
// FOLDER is a built checkout of the older version. To be run on an idle machine; adds to results/promise.json.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FIRST_HELD_OUT_SEED, renderScene, sceneFromSeed, vocabulary } from '@dualedit/diorama';
import { commitOf } from '../shared/results.js';
import { pairedTime, type Timed } from './paired-time.js';
import { keepPromiseResults } from './results.js';

const { base, pairs } = parseArgs({
  options: { base: { type: 'string' }, pairs: { type: 'string', default: '12' } },
}).values;
if (base === undefined) throw new Error('Expected --base FOLDER.');

const SIZE = 256;
const { animals, colors } = vocabulary('starter');

/** An animal becomes another, or a hat gets another color, in turn. */
async function cases(count: number): Promise<Timed[]> {
  const found: Timed[] = [];
  for (let seed = FIRST_HELD_OUT_SEED; found.length < count; seed++) {
    const scene = sceneFromSeed(seed, { world: 'starter' });
    const asked = found.length % 2 === 0 ? swap(scene.objects) : recolor(scene.objects);
    if (asked) found.push({ seed, command: asked, picture: await renderScene(scene, SIZE) });
  }
  return found;
}

type Things = ReturnType<typeof sceneFromSeed>['objects'];

function swap(things: Things): string | undefined {
  const animal = animals.find((noun) => things.some((thing) => thing.noun === noun));
  return animal && `${animal}→${animals[(animals.indexOf(animal) + 1) % animals.length]}`;
}

function recolor(things: Things): string | undefined {
  const hat = things.find(({ noun }) => noun === 'hat');
  return hat?.color && `hat→${colors[(colors.indexOf(hat.color) + 1) % colors.length]}`;
}

const timed = await cases(Number(pairs));
const sameModel = await pairedTime(timed, { base, pack: join(base, 'models/diorama') });
const ownModels = await pairedTime(timed, { base });
keepPromiseResults({}, { size: SIZE, time: { base: commitOf(base), sameModel, ownModels } });
