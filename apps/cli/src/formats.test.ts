import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { caseFile, FEW_STEPS, folderWith, runOn } from './testing/cases.js';
import { dualedit } from './testing/process.js';

describe('a picture that cannot be decoded', () => {
  it.each(['photo.HEIC', 'heic-named.jpg'])('is named, with the way out: %s', async (name) => {
    const { code, stderr, cwd } = await runOn([name], ['edit', name, 'hat→red', '--dry-run']);
    expect(stderr).toMatch(/This is a HEIC file, which cannot be decoded here\. Save it as JPEG or PNG/);
    expect(code).toBe(3);
    expect(await readdir(cwd)).toEqual([name]);
  });
});

describe('an animation', () => {
  it.each(['animated.gif', 'animated.webp'])(
    '%s: only its first frame is edited, and that is said',
    async (name) => {
      const { stderr, cwd } = await runOn(
        [name],
        ['edit', name, 'hat→red', ...FEW_STEPS, '--force', '-o', 'out.png'],
      );
      expect(stderr).toMatch(/Only the first frame of the animation was edited.*--frames all/);
      expect((await sharp(await readFile(join(cwd, 'out.png'))).metadata()).pages).toBeUndefined();
    },
  );

  it('is edited frame by frame on request, with its times', async () => {
    const args = ['edit', 'animated.webp', 'hat→red', ...FEW_STEPS, '--force', '--frames', 'all', '--json'];
    const { stdout, cwd } = await runOn(['animated.webp'], args);
    expect(JSON.parse(stdout.toString())).toMatchObject({ output: 'animated.edited.webp', notes: [] });
    const after = await readFile(join(cwd, 'animated.edited.webp'));
    const before = await caseFile('animated.webp');
    const { pages, delay, loop } = await sharp(before).metadata();
    expect(await sharp(after).metadata()).toMatchObject({ pages, delay, loop });
    for (let page = 0; page < pages!; page++) {
      const [a, b] = await Promise.all(
        [before, after].map((file) => sharp(file, { page }).removeAlpha().raw().toBuffer()),
      );
      const changed = a!.filter((value, i) => value !== b![i]).length / a!.length;
      expect(changed).toBeGreaterThan(0.01);
      expect(changed).toBeLessThan(0.25);
    }
  });

  it('leaves no file behind if a later frame is refused', async () => {
    const cwd = await folderWith();
    const first = await sharp(await caseFile('scene.png'))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height } = first.info;
    const noise = Uint8Array.from(
      { length: first.data.length },
      (_, i) => Math.imul(i, 2_654_435_761) >>> 24,
    );
    const raw = { width, height: 2 * height, channels: 3, pageHeight: height } as const;
    const both = await sharp(Buffer.concat([first.data, noise]), { raw })
      .webp({ lossless: true })
      .toBuffer();
    await writeFile(join(cwd, 'two.webp'), both);
    const args = ['edit', 'two.webp', 'hat→red', ...FEW_STEPS, '--frames', 'all', '--compare', 'sheet.png'];
    const { code, stderr } = await dualedit(args, { cwd });
    expect(stderr).toMatch(/this picture is none of them/);
    expect(code).not.toBe(0);
    expect(await readdir(cwd)).toEqual(['two.webp']);
  });
});
