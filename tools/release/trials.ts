// What a user does with the published packages, in the order of their first minutes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Place {
  /** Empty at first; every trial sees what those before it left. */
  folder: string;
  tarballs: string[];
  env: NodeJS.ProcessEnv;
}

export interface Trial {
  what: string;
  /** Throws if it does not work. */
  run(place: Place): void;
}

/** Nothing is built or fetched by a script of a dependency: all that a CPU needs is in the packages. */
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund'];

const LIBRARY = `
import { writeFile } from 'node:fs/promises';
import { openEditor } from 'dualedit';

const editor = await openEditor();
const edited = await editor.edit('sample.png', 'hat→blue');
await writeFile('library.png', await edited.encode());
await editor.close();
`;

export const TRIALS: readonly Trial[] = [
  {
    what: '`npx dualedit sample`, from an empty folder',
    run(place) {
      const folder = emptyFolder(place, 'npx');
      const packages = place.tarballs.flatMap((path) => ['--package', path]);
      const npx = ['--yes', ...QUIET, ...packages, '--', 'dualedit', 'sample', '-o', 'sample.png'];
      execute(place, folder, 'npx', npx);
      expectPicture(folder, 'sample.png');
    },
  },
  {
    what: '`npm install --global`, then `dualedit sample` and `dualedit edit`',
    run(place) {
      const folder = emptyFolder(place, 'global');
      execute(place, folder, 'npm', ['install', '--global', '--prefix', folder, ...QUIET, ...place.tarballs]);
      const dualedit = join(folder, process.platform === 'win32' ? 'dualedit.cmd' : 'bin/dualedit');
      execute(place, folder, dualedit, ['sample', '-o', 'sample.png']);
      execute(place, folder, dualedit, ['edit', 'sample.png', 'hat→blue', '-o', 'edited.png']);
      expectPicture(folder, 'edited.png');
    },
  },
  {
    what: "`npm install` in a project, then `import { openEditor } from 'dualedit'`",
    run(place) {
      const folder = projectFolder(place);
      writeFileSync(join(folder, 'package.json'), '{ "name": "user", "private": true, "type": "module" }\n');
      execute(place, folder, 'npm', ['install', ...QUIET, ...place.tarballs]);
      execute(place, folder, 'npx', ['dualedit', 'sample', '-o', 'sample.png']);
      writeFileSync(join(folder, 'edit.mjs'), LIBRARY);
      execute(place, folder, 'node', ['edit.mjs']);
      expectPicture(folder, 'library.png');
    },
  },
  {
    what: '`dualedit doctor` on a device and a small edit',
    run: (place) => execute(place, join(place.folder, 'project'), 'npx', ['dualedit', 'doctor']),
  },
  {
    what: 'the bots start (`--help`)',
    run(place) {
      for (const bot of ['dualedit-discord', 'dualedit-telegram']) {
        execute(place, join(place.folder, 'project'), 'npx', [bot, '--help']);
      }
    },
  },
];

const projectFolder = (place: Place) => emptyFolder(place, 'project');

function emptyFolder({ folder }: Place, name: string): string {
  mkdirSync(join(folder, name));
  return join(folder, name);
}

function execute({ env }: Place, cwd: string, program: string, args: string[]): void {
  const shell = process.platform === 'win32';
  execFileSync(program, args, { cwd, env, shell, encoding: 'utf8', stdio: 'pipe', timeout: 1_800_000 });
}

function expectPicture(folder: string, name: string): void {
  const found = readdirSync(folder);
  if (!found.includes(name) || statSync(join(folder, name)).size < 1000) {
    throw new Error(`${name} was not written; ${folder} has ${found.join(', ')}.`);
  }
}
