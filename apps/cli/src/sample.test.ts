import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatCommand, parseCommand } from '@dualedit/commands';
import { applyEdits, type Level, sceneFromSeed } from '@dualedit/diorama';
import { decodeMask, decodePicture, type Edit, maskBox, NOTHING } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { suggestEdit } from './run/suggest-edit.js';
import { dualedit, scratch } from './testing/process.js';

it('draws the same picture for the same seed, and says what it shows', async () => {
  const cwd = await scratch();
  const run = await dualedit(['sample', '--seed', '5', '--size', '96'], { cwd });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout.toString()).toMatch(/^a \w+.*\n$/);
  const again = await dualedit(['sample', '--seed', '5', '--size', '96', '-o', '-'], { cwd });
  expect(again.stdout.equals(await readFile(join(cwd, 'sample-5.png')))).toBe(true);
  expect(again.stderr).toBe('');
  expect(await decodePicture(again.stdout)).toMatchObject({ width: 96, height: 96 });
});

it('gives all that an edit of it needs, as JSON', async () => {
  const cwd = await scratch();
  const run = await dualedit(
    ['sample', '--seed', '8', '--size', '80', '-o', 'a.webp', '--masks', 'masks', '--json'],
    { cwd },
  );
  const said = JSON.parse(run.stdout.toString());
  const [edit] = parseCommand(said.try) as Edit[];
  expect(said.prompt).toContain(edit!.source);
  expect(said.objects.map(({ name }: { name: string }) => name)).toContain(edit!.source);
  expect((await readdir(cwd)).sort()).toEqual(['a.webp', 'masks']);
  for (const { mask } of said.objects) {
    const decoded = await decodeMask(await readFile(join(cwd, mask)));
    expect(decoded).toMatchObject({ width: 80, height: 80 });
    expect(maskBox(decoded)).toBeDefined();
  }
});

it('fits a command to every scene, in canonical form, that changes what it names', () => {
  const kinds = { side: 0, size: 0, all: 0, material: 0, removal: 0 };
  for (const world of ['starter', 'full'] as const) {
    for (let seed = 0; seed < 400; seed++) {
      const scene = sceneFromSeed(seed, { world, level: (Math.floor(seed / 100) + 1) as Level });
      const command = suggestEdit(scene, world);
      const changes = parseCommand(command);
      expect(formatCommand(changes)).toBe(command);
      // Scenes know a removal by its target.
      const edits = changes.map((change) => ({ target: NOTHING, ...change })) as Edit[];
      expect(applyEdits(scene, edits).objects).not.toEqual(scene.objects);
      kinds.side += Number(edits[0]!.which.type === 'side');
      kinds.size += Number(edits[0]!.which.type === 'size');
      kinds.all += Number(edits[0]!.which.type === 'all');
      kinds.removal += Number(changes[0]!.kind === 'removal');
      kinds.material += Number(/→(striped|dotted|wooden|golden)/.test(command));
    }
  }
  for (const [kind, count] of Object.entries(kinds)) expect(count, kind).toBeGreaterThan(5);
});
