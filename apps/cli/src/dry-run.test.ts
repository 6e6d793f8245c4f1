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
  await writeFile(
    join(cwd, 'hat.png'),
    await encodeMask({ ...size, data: new Uint8Array(512).fill(255, 64, 448) }),
  );
  return cwd;
}

it('says what would be done, and writes nothing', async () => {
  const cwd = await folderWithPicture();
  const command = 'all cats→dogs, hat on the cat→red! and left cup→a ball';
  const run = await dualedit(
    [
      'edit',
      'my photo.jpg',
      command,
      '--mask',
      'hat on the cat=hat.png',
      '--strength',
      '0.5',
      '--force',
      '--dry-run',
    ],
    { cwd },
  );
  // The programs' sizes are the model's.
  expect(
    run.stdout.toString().replace(/about \d+/, 'about 000'),
  ).toBe(`my photo.jpg (32×16) would become my photo.edited.jpg
  1  object     cat → dog      all          strength 0.5   mask from its words
  2  attribute  hat → red hat  part-of cat  strength 0.75  mask from hat.png
  3  object     cup → ball     side left    strength 0.5   mask from its words
  method mde, inversion direct, 20 steps, model diorama (embedded)
  takes about 000 MB of memory
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
      '--force',
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

it.each([
  [['hat→zebra'], 4, 'command-unknown-word'],
  [['hat→red', '--prompt', 'a turquoise hat'], 4, 'word-unknown'],
  [['hat→red', '--prompt', ''], 4, 'word-not-in-prompt'],
  [['hat→red', '--prompt', `a hat ${'and a cat '.repeat(40)}`], 2, 'prompt-too-long'],
  [['hat→red, hat→blue'], 2, 'edit-repeated'],
  [['hat→red', '--steps', '1000', '--mask', 'hat=hat.png'], 2, 'steps-range'],
  [['hat→red, cat→dog', '--mask', 'hat=hat.png', '--mask', 'cat=hat.png'], 2, 'mask-hidden'],
  [['hat→red', '--model', 'absent'], 5, 'pack-missing'],
  [['hat→red', '--safety-check'], 5, 'pack-without-safety-checker'],
  [['hat→red', '--device', process.platform === 'darwin' ? 'dml' : 'coreml'], 5, 'device-unavailable'],
  [['hat→red', '--save-masks', 'hat.png'], 2, 'output-unwritable'],
  [['hat→red', '--save-masks', '.', '--mask', 'hat=1-hat.png'], 2, 'output-is-input'],
  [['hat→red', '--inversion-from', 'hat.png'], 3, 'inversion-unreadable'],
  [['hat→red', '--mask', 'hat=hat.png'], 3, 'picture-out-of-world'],
] as const)('refuses what the run refuses, in the same words: %j', async (args, exitCode, code) => {
  const cwd = await folderWithPicture();
  await writeFile(join(cwd, '1-hat.png'), await readFile(join(cwd, 'hat.png')));
  const before = await readdir(cwd);
  const [dry, run] = await Promise.all(
    [['--dry-run'], []].map((more) =>
      dualedit(['edit', 'my photo.jpg', ...args, ...more, '--json'], { cwd }),
    ),
  );
  expect(JSON.parse(dry!.stderr.trim().split('\n').at(-1)!)).toMatchObject({ code, exitCode });
  expect(dry!.stdout.toString()).toBe('');
  expect(run!.stderr.trim().split('\n').at(-1)).toBe(dry!.stderr.trim().split('\n').at(-1));
  expect(run!.code).toBe(exitCode);
  expect(await readdir(cwd)).toEqual(before);
});

it('says where a new background and new things go', async () => {
  const cwd = await folderWithPicture();
  const command = 'remove the cat, background→snow, + red hat';
  const args = ['edit', 'my photo.jpg', command, '--region', '4,2,20,10', '--force', '--dry-run'];
  const run = await dualedit(args, { cwd });
  const lines = run.stdout
    .toString()
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim());
  expect(lines.slice(1, 4)).toEqual([
    '1 removal cat → nothing mask from its words',
    '2 background background → snow strength 1 mask from its words',
    '3 insertion + red hat strength 1 mask from its region',
  ]);
  expect(run.code).toBe(0);
});

it.each([
  [['+ red hat'], 'needs a place', '--region'],
  [['+ red hat', '--region', '20,2,20,10'], 'within the picture of 32×16', 'left, top, width and height'],
  [['cat→dog', '--region', '4,2,20,10'], 'one region per new thing, 0 in all', '"+ red hat"'],
  [['+ red hat', '--region', '4,2'], 'left,top,width,height in pixels', ''],
])('refuses what says no place: %j', async (args, message, hint) => {
  const cwd = await folderWithPicture();
  const run = await dualedit(['edit', 'my photo.jpg', ...args, '--force', '--dry-run'], { cwd });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain(message);
  expect(run.stderr).toContain(hint);
});
