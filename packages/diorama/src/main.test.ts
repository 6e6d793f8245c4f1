import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeMask, decodePicture } from '@dualedit/foundation';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { main } from './main.js';
import { renderMasks, renderScene } from './render.js';
import { sceneFromSeed } from './scene-from-seed.js';
import { png } from './testing.js';

let folder: string;
const written = { stdout: '', stderr: '' };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diorama-'));
  for (const stream of ['stdout', 'stderr'] as const) {
    written[stream] = '';
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += text;
      return true;
    });
  }
});
afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
});

const diorama = (...words: string[]) => main(['node', 'diorama', ...words]);

test('scene writes picture, captions, masks and the counterfactual', async () => {
  const scene = sceneFromSeed(11, { world: 'starter', level: 2 });
  const noun = scene.objects[0]!.noun;
  await diorama(
    'scene',
    '11',
    '--world',
    'starter',
    '--level',
    '2',
    '--size',
    '96',
    '--edit',
    `${noun}->purple`,
    '--out',
    folder,
  );
  expect(await readFile(join(folder, 'picture.png'))).toEqual(Buffer.from(await png(scene, 96)));
  const captions = (await readFile(join(folder, 'captions.txt'), 'utf8')).split('\n');
  expect(written.stdout).toContain(captions[0]);
  expect(written.stdout).toContain(`purple ${noun}`);
  const names = await readdir(folder);
  const masks = await renderMasks(scene, 96);
  const first = names.find((name) => name.startsWith('mask-1') && name.endsWith('.whole.png'))!;
  expect((await decodeMask(await readFile(join(folder, first)))).data).toEqual(masks[0]!.whole.data);
  const edited = JSON.parse(await readFile(join(folder, 'counterfactual.json'), 'utf8'));
  expect(edited.objects[0].color).toBe('purple');
  const picture = await decodePicture(await readFile(join(folder, 'counterfactual.png')));
  expect(Buffer.compare(picture.data, (await renderScene(edited, 96)).data)).toBe(0);
});

test('sheet draws seeds side by side, or all that is known', async () => {
  const file = join(folder, 'sheet.png');
  await diorama('sheet', '--seed', '3', '--count', '10', '--size', '32', '--out', file);
  const seeds = await decodePicture(await readFile(file));
  expect([seeds.width, seeds.height]).toEqual([256, 64]);
  await diorama('sheet', '--size', '16', '--out', file);
  const all = await decodePicture(await readFile(file));
  expect([all.width, all.height]).toEqual([128, 144]);
  await diorama('sheet', '--seed', '3', '--count', '1', '--size', '16', '--out', join(folder, 'sheet.jpg'));
  expect((await readFile(join(folder, 'sheet.jpg'))).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
});

test('export says how fast it was', async () => {
  await diorama(
    'export',
    '--world',
    'starter',
    '--levels',
    '1:1',
    '--count',
    '3',
    '--size',
    '16',
    '--out',
    folder,
  );
  expect(written.stdout).toMatch(/^3 scenes in [\d.]+ s, \d+ a second\n$/);
});

test.each([
  [['scene', '1', '--world', 'moon'], 'starter, full'],
  [['scene', '1', '--edit', 'dragon→dog'], 'rabbit'],
  [['scene', '1', '--edit', 'cat dog'], 'cat→dog'],
  [['sheet', '--seed', '1', '--count', '1', '--size', '16'], '.webp'],
  [['export', '--count', '5', '--seed', '900000000'], '900000000'],
])('%j ends with exit code 1 and says what to do', async (words, hint) => {
  await diorama(...words, '--out', join(folder, 'none.gif'));
  expect(process.exitCode).toBe(1);
  expect(written.stderr).toContain(hint);
  expect(written.stderr).not.toContain('    at ');
});
