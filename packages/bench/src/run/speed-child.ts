// Times one edit of several things, in a process of its own. Arguments: pack, steps, number of edits.
import { loadEditor } from '@dualedit/core';
import {
  captions,
  FIRST_HELD_OUT_SEED,
  type Noun,
  renderMasks,
  renderScene,
  vocabulary,
} from '@dualedit/diorama';
import { crowd } from '../data/crowd.js';
import { drawEdit } from '../data/draw-edit.js';
import { seededRandom } from '../random.js';
import type { SpeedSample } from './speed.js';

const [pack, steps, count] = process.argv.slice(2) as [string, string, string];
const MOST = 7;

const scene = crowd(FIRST_HELD_OUT_SEED, MOST, 'starter');
const [image, masks] = [await renderScene(scene, 256), await renderMasks(scene, 256)];
const random = seededRandom(FIRST_HELD_OUT_SEED);
// All seven nouns of the starter world stand in the scene, so every edit recolours.
const edits = scene.objects.map((object) => drawEdit(object, vocabulary('starter'), new Set<Noun>(), random));
const request = {
  picture: image,
  prompt: captions(scene)[1]!,
  edits: edits.slice(0, Number(count)),
  masks: masks.slice(0, Number(count)).map(({ visible }) => visible),
};

const editor = await loadEditor({ pack });
await editor.edit({ ...request, settings: { steps: 4 } });
const started = performance.now();
const { metrics } = await editor.edit({ ...request, settings: { steps: Number(steps) } });
const seconds = (performance.now() - started) / 1000;
await editor.close();
const { unetRuns, gradientRuns } = metrics;
const peakMiB = process.resourceUsage().maxRSS / 1024;
const sample: SpeedSample = { edits: Number(count), seconds, unetRuns, gradientRuns, peakMiB };
process.send!(sample, () => process.disconnect());
