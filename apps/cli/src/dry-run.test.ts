import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeMask, encodePicture } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { dualedit, scratch } from './testing/process.js';

async function folderWithPicture(): Promise<string> {
  const cwd = await scratch();
  const size = { width: 32, height: 16 };
  await writeFile(
    join(cwd, 'my photo.jpg'),
    await encodePicture({ ...size, data: new Uint8Array(2048).fill(99) }, 'jpeg'),
  );
  await writeFile(join(cwd, 'hat.png'), await encodeMask({ ...size, data: new Uint8Array(512).fill(255) }));
  return cwd;
}

it('says what would be done, and writes nothing', async () => {
  const cwd = await folderWithPicture();
  const command = 'all cats→dogs, hat on the cat→red! and left cup→a glass';
  const run = await dualedit(
    ['edit', 'my photo.jpg', command, '--mask', 'hat on the cat=hat.png', '--strength', '0.5', '--dry-run'],
    { cwd },
  );
  expect(run.stdout.toString()).toBe(`my photo.jpg (32×16) would become my photo.edited.png
  1  object     cat → dog      all          strength 0.5   mask from its words
  2  attribute  hat → red hat  part-of cat  strength 0.75  mask from hat.png
  3  object     cup → glass    side left    strength 0.5   mask from its words
  method mde, inversion direct, model diorama (embedded)
`);
  expect(run.stderr).toBe('');
  expect(run.code).toBe(0);
  expect((await readdir(cwd)).sort()).toEqual(['hat.png', 'my photo.jpg']);
});

it('says it as JSON, of a picture from stdin too', async () => {
  const cwd = await folderWithPicture();
  const stdin = await readFile(join(cwd, 'my photo.jpg'));
  const run = await dualedit(
    [
      'edit',
      '-',
      'cat -> dog; hat => red',
      '--mask',
      'hat=hat.png',
      '--save-masks',
      'm',
      '--dry-run',
      '--json',
    ],
    { cwd, stdin },
  );
  expect(JSON.parse(run.stdout.toString())).toMatchObject({
    dryRun: true,
    input: '-',
    width: 32,
    height: 16,
    command: 'cat→dog, hat→red',
    masks: ['words', 'hat.png'],
    outputs: { picture: '-', masks: [join('m', '1-cat.png'), join('m', '2-hat.png')] },
  });
  expect(await readdir(cwd)).not.toContain('m');
});
