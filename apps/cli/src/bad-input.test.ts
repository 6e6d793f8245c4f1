import { mkdtempSync } from 'node:fs';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeMask, encodePicture } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dualedit } from './testing/process.js';

const cwd = mkdtempSync(join(tmpdir(), 'dualedit-test-'));

const GOOD = '{"picture": "picture.png", "command": "cat→dog"}\n';
const LISTS: Record<string, string> = {
  'no.jsonl': '\n',
  'cut.jsonl': `${GOOD}{"picture": `,
  'arrow.jsonl': GOOD.replace('→', ' '),
  'unknown.jsonl': GOOD.replace('}', ', "step": 3}'),
  'switch.jsonl': GOOD.replace('}', ', "no-retry": 2}'),
  'grow.jsonl': GOOD.replace('}', ', "mask-grow": "far"}'),
  'stdin.jsonl': GOOD.replace('picture.png', '-'),
  'bare.jsonl': '{"picture": "picture.png"}',
  'twice.csv': 'picture,command\npicture.png,cat→dog\npicture.png,hat→red\n',
  'over.csv': 'picture,command,mask,output\npicture.png,cat→dog,,mask.png\nlink.png,cat→dog,cat=mask.png,\n',
  'self.csv': 'picture,command,output\npicture.png,cat→dog,picture.png\n',
  'place.csv': 'picture,command,output\npicture.png,cat→dog,\nlink.png,cat→dog,absent/out.png\n',
  'good.csv': 'picture,command\npicture.png,cat→dog\n',
};

beforeAll(async () => {
  const size = { width: 16, height: 16 };
  await writeFile(
    join(cwd, 'picture.png'),
    await encodePicture({ ...size, data: new Uint8Array(1024).fill(200) }),
  );
  await writeFile(
    join(cwd, 'mask.png'),
    await encodeMask({ ...size, data: new Uint8Array(256).fill(255, 64) }),
  );
  await writeFile(join(cwd, 'empty.png'), await encodeMask({ ...size, data: new Uint8Array(256) }));
  await writeFile(
    join(cwd, 'small.png'),
    await encodeMask({ width: 8, height: 6, data: new Uint8Array(48).fill(255) }),
  );
  await writeFile(join(cwd, 'text.png'), 'not a picture');
  for (const [name, text] of Object.entries(LISTS)) await writeFile(join(cwd, name), text);
  await symlink(join(cwd, 'picture.png'), join(cwd, 'link.png'));
});

afterAll(() => rm(cwd, { recursive: true }));

/** Each: arguments, exit code, what the one line must say. */
const CASES: [string[], number, RegExp][] = [
  [['nonsense'], 2, /unknown command 'nonsense'.*--help/],
  [['edti'], 2, /Did you mean edit\?/],
  [['edit'], 2, /missing required argument 'picture'/],
  [['edit', 'picture.png'], 2, /missing required argument 'command'/],
  [
    ['edit', 'picture.png', 'cat→dog', 'more'],
    2,
    /too many arguments.*quotation marks.*"dualedit edit --help"/,
  ],
  [['edit', 'picture.png', 'cat→dog', '--stepz', '3'], 2, /--stepz.*Did you mean --steps\?/],
  [['edit', 'picture.png', 'cat→dog', '--steps', '0'], 2, /whole number from 1 to 1000/],
  [['edit', 'picture.png', 'cat→dog', '--strength', '3'], 2, /number from 0 to 2/],
  [['edit', 'picture.png', 'cat→dog', '--protect', 'all'], 2, /Allowed choices are seen, none/],
  [['edit', 'picture.png', 'cat→dog', '--mask-grow', '-1'], 2, /whole number from 0 to 10000/],
  [['edit', 'picture.png', 'cat→dog', '--mask-feather', '1.5'], 2, /whole number from 0 to 10000/],
  [['edit', 'picture.png', 'cat→dog', '--no-retri'], 2, /Did you mean --no-retry\?/],
  [['edit', 'picture.png', 'cat→dog', '--locale', 'xx'], 2, /Allowed choices are de, es, fr, ru/],
  [['edit', 'picture.png', 'cat→zebra'], 4, /Column 5: This model does not know "zebra"/],
  [
    ['edit', 'picture.png', 'cat→dog', '--method', 'magic'],
    2,
    /Allowed choices are mde, mag, p2p, lomoe, locinv, oir, cds, guide-rescale/,
  ],
  [
    ['edit', 'picture.png', 'cat→dog', '--inversion', 'up'],
    2,
    /Allowed choices are direct, null-text, negative-prompt, ddim, virtual, edit-friendly, locinv, locinv-box, none/,
  ],
  [['edit', 'picture.png', 'cat→dog', '--inversion-from', 'absent'], 3, /"absent" cannot be read/],
  [['edit', 'picture.png', 'cat→dog', '--inversion-from', 'text.png'], 3, /inversion/],
  [
    ['edit', 'picture.png', 'cat→dog', '--inversion-from', 'text.png', '--save-inversion', 'text.png'],
    2,
    /is an input/,
  ],
  [['edit', 'picture.png', 'cat→dog', '--device', 'abacus'], 2, /Allowed choices are auto, cpu/],
  [['edit', 'picture.png', 'cat→dog', '--mask', 'cat'], 2, /name=file/],
  [['edit', 'picture.png', 'cat dog'], 2, /Column 1: .*arrow.*Write "cat dog→…"/],
  [['edit', 'picture.png', 'cat→dog, hat→'], 2, /Column 13: Nothing stands after the arrow/],
  [['edit', 'picture.png', ''], 2, /empty/],
  [['edit', 'picture.png', 'cat-'], 2, /ends where an arrow.*quotation marks/],
  [['edit', 'picture.png', 'cat→dog', '-o', '-', '--compare', '-'], 2, /"-" is written twice/],
  [['edit', 'picture.png', 'cat→dog', '--compare', 'both.bmp'], 2, /ends in \.png/],
  [['edit', 'absent.png', 'cat→dog'], 3, /"absent.png" cannot be read: it does not exist.*Check the path/],
  [['edit', '.', 'cat→dog', '-o', 'out.png'], 3, /it is a folder/],
  [['edit', 'text.png', 'cat→dog'], 3, /text.png: Expected a picture.*Give a PNG/],
  [['edit', '-', 'cat→dog'], 3, /nothing.*Pipe a picture in/],
  [['edit', 'picture.png', 'cat→dog', '--mask', 'cat=absent.png'], 3, /"absent.png" cannot be read/],
  [['edit', 'picture.png', 'cat→dog', '--mask', 'cat=text.png'], 3, /text.png: Expected a mask picture/],
  [['edit', 'picture.png', 'cat→dog', '--mask', 'cat=small.png'], 3, /16×16 but received 8×6/],
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
  [['edit', 'picture.png', 'cat→dog', '-o', 'out.bmp'], 2, /ends in \.png, \.jpg, \.jpeg, \.webp/],
  [
    ['edit', 'picture.png', 'cat→dog', '-o', 'absent/out.png'],
    2,
    /"absent\/out.png" cannot be written: its folder does not exist/,
  ],
  [['edit', 'picture.png', 'cat→dog', '--model', 'absent'], 5, /"absent"/],
  [['edit', 'picture.png', 'cat→dog', '--model', '.'], 5, /model_index\.json/],
  [['masks', 'absent.png', 'cat→dog'], 3, /does not exist/],
  [['masks', 'picture.png', 'cat'], 2, /arrow/],
  [['masks', 'picture.png', 'cat→dog', '-o', 'text.png'], 2, /"text.png" cannot be written/],
  [['masks', 'picture.png', 'cat→dog', '--model', 'absent'], 5, /"absent"/],
  [['masks', 'picture.png', 'cat→dog', '--overlay', 'o.bmp'], 2, /ends in \.png/],
  [['masks', 'picture.png', 'cat→dog', '-o', ''], 2, /received ""/],
  [['edit', 'picture.png', 'cat→dog', '--model', ''], 5, /"" is neither a pack/],
  [['edit', 'picture.png', '⁂→🐶'], 2, /"⁂" was not understood/],
  [['models', 'where', ''], 5, /"" is neither a pack/],
  [['sample', '--masks', ''], 2, /received ""/],
  [['sample', '--seed', '-1'], 2, /whole number from 0/],
  [['sample', '--size', '12'], 2, /whole number from 64 to 2048/],
  [['sample', '--world', 'mars'], 2, /Allowed choices are starter, full/],
  [['sample', '-o', 'absent/out.png'], 2, /cannot be written/],
  [['batch'], 2, /missing required argument 'manifest'/],
  [['batch', 'absent.csv'], 3, /"absent.csv" cannot be read: it does not exist/],
  [['batch', '-'], 3, /nothing.*Pipe a list/],
  [['batch', 'no.jsonl'], 2, /"no.jsonl" holds none.*Write one edit a line/],
  [['batch', 'text.png'], 2, /Line 1: Expected a header.*Begin with a line such as "picture,command"/],
  [['batch', 'cut.jsonl'], 2, /Line 2 cannot be read: .*--help/],
  [['batch', 'arrow.jsonl'], 2, /Line 1: column 1 of its command: There is no arrow.*Write "cat dog→…"/],
  [['batch', 'unknown.jsonl'], 2, /Line 1: unknown field 'step'.*Did you mean steps\?/],
  [['batch', 'switch.jsonl'], 2, /Line 1: Expected true or false as "no-retry" but received "2"/],
  [['batch', 'grow.jsonl'], 2, /Line 1: .*mask-grow.*whole number/],
  [['batch', 'stdin.jsonl'], 2, /Line 1: Expected a file but received "-"/],
  [['batch', 'bare.jsonl'], 2, /Line 1: Expected a "picture" and a "command"/],
  [['batch', 'twice.csv'], 2, /Line 3: "picture.edited.png" is written by line 2, too.*Name another/],
  [['batch', 'twice.csv', '--dry-run'], 2, /Line 3: "picture.edited.png" is written by line 2, too/],
  [['batch', 'over.csv'], 2, /Line 2: "mask.png" is read by line 3/],
  [['batch', 'self.csv'], 2, /Line 2: "picture.png" is read by this line/],
  [['batch', 'place.csv'], 2, /Line 3: "absent\/out.png" cannot be written: its folder does not exist/],
  [['batch', 'place.csv', '--dry-run'], 2, /Line 3: "absent\/out.png" cannot be written/],
  [['batch', 'good.csv', '--results', 'good.csv', '--dry-run'], 2, /"good.csv" is an input/],
  [['batch', 'good.csv', '--results', 'good.csv'], 2, /"good.csv" is an input/],
  [['batch', 'good.csv', '--results', 'absent/r'], 2, /"absent\/r" cannot be written/],
  [['batch', 'good.csv', '-o', 'text.png'], 2, /"text.png" cannot be written/],
  [['batch', 'good.csv', '--model', 'absent'], 5, /"absent"/],
  [['batch', 'good.csv', '--steps', 'many'], 2, /whole number/],
  [['completion'], 2, /missing required argument 'shell'/],
  [['completion', 'cmd'], 2, /Allowed choices are bash, zsh, fish/],
  [['models', 'where', 'absent'], 5, /neither a pack that is here nor a folder.*models list/],
  [['models', 'where', 'sd-1.5'], 5, /known but not here.*dualedit models pull sd-1\.5/],
  [['models', 'remove'], 2, /missing required argument 'pack'/],
  [['models', 'remove', 'absent'], 5, /none named "absent".*models list/],
  [['models', 'remove', 'diorama'], 2, /came with dualedit/],
  [['models', 'verify', '.'], 5, /no model_index\.json/],
  [['models', 'pull'], 2, /not said.*models list/],
  [['models', 'pull', 'sd-9'], 5, /"sd-9".*models list.*--local/],
  [['models', 'pull', 'a/b', '--local', '.'], 2, /Give one of them/],
  [['models', 'pull', 'a/b', '--name', '../c'], 2, /letters, digits.*--name/],
  [
    ['models', 'pull', 'a/b', '--part', 'wheel'],
    2,
    /Allowed choices are detector, sam, clip, captioner, upscaler/,
  ],
  [['models', 'pull', 'a/b', '--into', 'toy'], 2, /--part/],
  [['models', 'pull', 'slimsam'], 2, /A sam is a part of a pack.*--into/],
  [['models', 'pull', 'slimsam', '--into', 'diorama'], 2, /takes no parts/],
  [['models', 'pull', 'slimsam', '--into', 'absent'], 5, /"absent"/],
  [['models', 'pull', 'slimsam', '--into', '.'], 5, /no model pack/],
  [['models', 'pull', 'slimsam', '--part', 'clip', '--into', '.'], 2, /is a sam, and no clip/],
  [['models', 'pull', '--local', '.'], 2, /--name/],
  [['models', 'pull', '--local', '.', '--name', 'mine'], 5, /lacks model_index\.json/],
  [['models', 'pull', '--local', 'absent', '--name', 'mine'], 3, /absent" cannot be read/],
  [['doctor', 'now'], 2, /too many arguments/],
];

describe('bad input ends with its exit code and one line that says what to do', () => {
  it.concurrent.each(CASES)('%j → %i', async (args, code, line) => {
    const run = await dualedit(args, { cwd, env: { DUALEDIT_MODELS: join(cwd, 'models') } });
    expect(run.stderr).toMatch(line);
    expect(run.stderr).toMatch(/^(understood as: [^\n]*\n)?dualedit: [^\n]*\n$/);
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
