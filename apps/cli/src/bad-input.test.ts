import { mkdtempSync } from 'node:fs';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeMask, encodePicture } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dualedit } from './testing/process.js';

const cwd = mkdtempSync(join(tmpdir(), 'dualedit-test-'));

beforeAll(async () => {
  const size = { width: 16, height: 16 };
  await writeFile(
    join(cwd, 'picture.png'),
    await encodePicture({ ...size, data: new Uint8Array(1024).fill(200) }),
  );
  await writeFile(join(cwd, 'mask.png'), await encodeMask({ ...size, data: new Uint8Array(256).fill(255) }));
  await writeFile(join(cwd, 'empty.png'), await encodeMask({ ...size, data: new Uint8Array(256) }));
  await writeFile(
    join(cwd, 'small.png'),
    await encodeMask({ width: 8, height: 8, data: new Uint8Array(64).fill(255) }),
  );
  await writeFile(join(cwd, 'text.png'), 'not a picture');
  await symlink(join(cwd, 'picture.png'), join(cwd, 'link.png'));
});

afterAll(() => rm(cwd, { recursive: true }));

/** Each: arguments, exit code, what the one line must say. */
const CASES: [string[], number, RegExp][] = [
  [['nonsense'], 2, /unknown command 'nonsense'.*--help/],
  [['edti'], 2, /Did you mean edit\?/],
  [['edit'], 2, /missing required argument 'image'/],
  [['edit', 'picture.png'], 2, /missing required argument 'command'/],
  [['edit', 'picture.png', 'cat→dog', 'more'], 2, /too many arguments/],
  [['edit', 'picture.png', 'cat→dog', '--stepz', '3'], 2, /--stepz.*Did you mean --steps\?/],
  [['edit', 'picture.png', 'cat→dog', '--steps', '0'], 2, /whole number from 1 to 1000/],
  [['edit', 'picture.png', 'cat→dog', '--strength', '3'], 2, /number from 0 to 2/],
  [['edit', 'picture.png', 'cat→dog', '--method', 'magic'], 2, /Allowed choices are mde, p2p/],
  [['edit', 'picture.png', 'cat→dog', '--device', 'abacus'], 2, /Allowed choices are auto, cpu/],
  [['edit', 'picture.png', 'cat→dog', '--mask', 'cat'], 2, /name=file/],
  [['edit', 'picture.png', 'cat dog'], 2, /Column 1: .*arrow.*Write "cat dog→…"/],
  [['edit', 'picture.png', 'cat→dog, hat→'], 2, /Column 13: Nothing stands after the arrow/],
  [['edit', 'picture.png', ''], 2, /empty/],
  [['edit', 'absent.png', 'cat→dog'], 3, /"absent.png" cannot be read: it does not exist.*Check the path/],
  [['edit', '.', 'cat→dog', '-o', 'out.png'], 3, /it is a folder/],
  [['edit', 'text.png', 'cat→dog'], 3, /text.png: Expected a picture.*Give a PNG/],
  [['edit', '-', 'cat→dog'], 3, /nothing.*Pipe a picture in/],
  [['edit', 'picture.png', 'cat→dog', '--mask', 'cat=absent.png'], 3, /"absent.png" cannot be read/],
  [['edit', 'picture.png', 'cat→dog', '--mask', 'cat=text.png'], 3, /text.png: Expected a mask picture/],
  [['edit', 'picture.png', 'cat→dog', '--mask', 'cat=small.png'], 3, /16×16 but received 8×8/],
  [['edit', 'picture.png', 'cat→dog', '--mask', 'cat=empty.png'], 4, /"cat" marks no pixel/],
  [['edit', 'picture.png', 'cat→dog', '--mask', 'hat=mask.png'], 2, /belongs to no edit.*"cat"/],
  [
    ['edit', 'picture.png', 'left cat→dog, cat→red', '--mask', 'Cat=mask.png', '--mask', 'cat=mask.png'],
    2,
    /two masks/,
  ],
  [['edit', 'picture.png', 'cat→dog', '-o', 'picture.png'], 2, /"picture.png" is an input.*Name another/],
  [['edit', 'picture.png', 'cat→dog', '-o', './link.png'], 2, /"\.\/link.png" is an input/],
  [['edit', 'link.png', 'cat→dog', '--compare', 'picture.png'], 2, /"picture.png" is an input/],
  [
    ['edit', 'picture.png', 'cat→dog', '--mask', 'cat=mask.png', '-o', 'mask.png'],
    2,
    /"mask.png" is an input/,
  ],
  [['edit', 'picture.png', 'cat→dog', '-o', 'a.png', '--compare', './a.png'], 2, /written twice/],
  [['edit', 'picture.png', 'cat→dog', '-o', 'out.gif'], 2, /ends in \.png, \.jpg, \.jpeg, \.webp/],
  [
    ['edit', 'picture.png', 'cat→dog', '-o', 'absent/out.png'],
    2,
    /"absent\/out.png" cannot be written: it does not exist/,
  ],
  [['edit', 'picture.png', 'cat→dog', '--model', 'absent'], 5, /"absent"/],
  [['edit', 'picture.png', 'cat→dog', '--model', '.'], 5, /model_index\.json/],
  [['masks', 'absent.png', 'cat→dog'], 3, /does not exist/],
  [['masks', 'picture.png', 'cat'], 2, /arrow/],
  [['masks', 'picture.png', 'cat→dog', '-o', 'text.png'], 2, /"text.png" cannot be written/],
  [['masks', 'picture.png', 'cat→dog', '--model', 'absent'], 5, /"absent"/],
  [['sample', '--seed', '-1'], 2, /whole number from 0/],
  [['sample', '--size', '12'], 2, /whole number from 64 to 2048/],
  [['sample', '--world', 'mars'], 2, /Allowed choices are starter, full/],
  [['sample', '-o', 'absent/out.png'], 2, /cannot be written/],
  [['models', 'where', 'absent'], 5, /neither a known pack nor a folder.*models list/],
  [['models', 'verify', '.'], 5, /no model_index\.json/],
  [['models', 'pull'], 2, /unknown command 'pull'/],
  [['doctor', 'now'], 2, /too many arguments/],
];

describe('bad input ends with its exit code and one line that says what to do', () => {
  it.concurrent.each(CASES)('%j → %i', async (args, code, line) => {
    const run = await dualedit(args, { cwd });
    expect(run.stderr).toMatch(line);
    expect(run.stderr).toMatch(/^dualedit: [^\n]*\n$/);
    expect(run.stderr).not.toMatch(/\n\s+at /);
    expect(run.stdout.toString()).toBe('');
    expect(run.code).toBe(code);
  });
});

it('tells scripts the same as JSON', async () => {
  const run = await dualedit(['edit', 'picture.png', 'cat→dog→bird', '--json'], { cwd });
  expect(JSON.parse(run.stderr)).toMatchObject({ event: 'error', code: 'command-two-arrows', exitCode: 2 });
  expect(run.code).toBe(2);
});

it('shows the stack only where it is asked for', async () => {
  const run = await dualedit(['edit', 'absent.png', 'cat→dog'], { cwd, env: { DUALEDIT_DEBUG: '1' } });
  expect(run.stderr).toMatch(/\n\s+at /);
});
