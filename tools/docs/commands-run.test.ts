// Every command of the command line in the documentation is run, or says here what it needs. Pictures and masks that it
// names are made; edits are dry runs but for the tutorial's, which has a test of its own.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { renderMasks, renderScene, sceneFromSeed } from '@dualedit/diorama';
import { encodeMask, encodePicture, type PictureFormat } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../shared/results.js';
import { blocksOf } from './blocks.js';
import { behindNpx, type ShellCommand, shellCommandsOf } from './shell-commands.js';
import { markdownPages } from './site.js';

const SCENE = sceneFromSeed(376, { world: 'full', level: 2 });
const SIZE = 256;

const folder = await mkdtemp(join(tmpdir(), 'dualedit-pages-'));
afterAll(() => rm(folder, { recursive: true }));

const pages = markdownPages().filter(
  (page) => /^(README\.md|apps\/|docs\/)/.test(page) && !/tutorial/.test(page),
);
const commands = (
  await Promise.all(
    pages.map(async (page) =>
      blocksOf(page, await readFile(join(ROOT, page), 'utf8')).flatMap(shellCommandsOf),
    ),
  )
)
  .flat()
  .map(behindNpx)
  .filter(({ program }) => program === 'dualedit');

const unique = [...new Map(commands.map((command) => [command.args.join(' '), command])).values()];
const [run, left] = [unique.filter((one) => !needOf(one)), unique.filter((one) => needOf(one))];

/** What a test has not got. */
function needOf({ args }: ShellCommand): string | undefined {
  if (args.includes('pull')) return 'a network';
  if (args.includes('--model')) return 'a model that is pulled, over a network';
  if (['studio', 'worker'].includes(args[0]!)) return 'somebody who ends it';
  return undefined;
}

beforeAll(async () => {
  const picture = await renderScene(SCENE, SIZE);
  const hat = (await renderMasks(SCENE, SIZE))[SCENE.objects.findIndex(({ noun }) => noun === 'hat')]!
    .visible;
  await mkdir(join(folder, 'edited'));
  const files = new Set(
    run.flatMap(({ args }) => args.slice(1).filter((word) => /^[\w-]+\.(png|jpg)$/.test(word))),
  );
  for (const name of files) await writeFile(join(folder, name), await encodePicture(picture, formatOf(name)));
  const masks = run.flatMap(({ args }) =>
    args.flatMap((word) => /^\w+=([\w-]+\.png)$/.exec(word)?.[1] ?? []),
  );
  for (const name of masks) await writeFile(join(folder, name), await encodeMask(hat));
  await writeFile(join(folder, 'edits.csv'), 'picture,command\npicture.png,hat→red\n');
});

const formatOf = (name: string): PictureFormat => (extname(name) === '.jpg' ? 'jpeg' : 'png');

/** Its exit code, and what it said if that is not 0. */
async function ended(args: readonly string[]): Promise<[code: number | null, said: string]> {
  const child = spawn(process.execPath, [join(ROOT, 'apps/cli/bin/dualedit.js'), ...args], { cwd: folder });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stdout.resume();
  child.stdin.end(args.includes('-') ? await readFile(join(folder, 'picture.png')) : '');
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return [code, code === 0 ? '' : said];
}

describe('commands of the documentation', () => {
  it.each(run.map(({ where, args }) => [`${where}: dualedit ${args.join(' ')}`, args] as const))(
    '%s',
    async (_, args) => {
      const isDry = args[0] === 'edit' || args[0] === 'batch';
      expect(await ended(isDry ? [...args, '--dry-run'] : args)).toEqual([0, '']);
    },
  );

  it('that are not run need a network, or somebody', () => {
    expect(run.length).toBeGreaterThan(12);
    expect(left.length).toBeLessThan(25);
  });
});
