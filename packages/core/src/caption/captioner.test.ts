import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCommand } from '@dualedit/commands';
import type { Mask } from '@dualedit/foundation';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadEditor } from '../local-editor.js';
import { openGolden } from '../testing/golden.js';
import { packWith } from '../testing/pack-with.js';
import { type PlainColor, plainPicture } from '../testing/plain-picture.js';
import { captionPicture, hasCaptioner } from './captioner.js';

const FIXTURES = fileURLToPath(new URL('./__fixtures__', import.meta.url));

it('says what transformers’ own greedy search says', async () => {
  const { captions } = openGolden(FIXTURES).facts as { captions: Record<string, string> };
  for (const [picture, caption] of Object.entries(captions)) {
    const [color, place] = picture.split(' ') as [PlainColor, 'left' | 'right'];
    expect(await captionPicture(FIXTURES, plainPicture(color, place)), picture).toBe(caption);
  }
});

it('names the file that a captioner lacks, and what a decoder takes that it should not', async () => {
  const pack = mkdtempSync(join(tmpdir(), 'dualedit-pack-'));
  onTestFinished(() => rmSync(pack, { recursive: true }));
  cpSync(join(FIXTURES, 'captioner'), join(pack, 'captioner'), { recursive: true });
  const onnx = join(pack, 'captioner', 'onnx');
  cpSync(join(onnx, 'encoder_model.onnx'), join(onnx, 'decoder_model.onnx'));
  await expect(captionPicture(pack, plainPicture('red'))).rejects.toMatchObject({
    code: 'model-unsupported',
  });
  rmSync(join(pack, 'captioner', 'tokenizer.json'));
  await expect(captionPicture(pack, plainPicture('red'))).rejects.toMatchObject({
    code: 'pack-incomplete',
    message: expect.stringContaining('tokenizer.json'),
  });
});

it('stops when asked to', async () => {
  const signal = AbortSignal.abort();
  await expect(captionPicture(FIXTURES, plainPicture('red'), { signal })).rejects.toMatchObject({
    code: 'aborted',
  });
});

describe('an edit without a prompt, by a pack with a captioner', () => {
  const image = plainPicture('green', 'left', 128, 128);
  const mask: Mask = { width: 128, height: 128, data: new Uint8Array(128 * 128).fill(255, 0, 4000) };

  async function promptOf(pack: string, options: { captions?: boolean; prompt?: string } = {}) {
    expect(hasCaptioner(pack)).toBe(true);
    const { prompt, ...load } = options;
    const editor = await loadEditor({ pack, device: 'cpu', ...load });
    const edits = parseCommand('light→cat');
    const request = { image, edits, masks: [mask], settings: { steps: 1 }, ...(prompt && { prompt }) };
    try {
      const { prompts, config } = await editor.edit(request);
      expect(config.prompt).toBe(prompts.source);
      return prompts;
    } finally {
      await editor.close();
    }
  }

  it('takes the caption for its source prompt', async () => {
    expect(await promptOf(packWith(['captioner']))).toEqual({
      source: 'a green wall with a light',
      target: 'a green wall with a cat',
    });
  });

  it('does not where it is told not to, or somebody says what the picture shows', async () => {
    const pack = packWith(['captioner']);
    expect((await promptOf(pack, { captions: false })).source).toBe('a light');
    expect((await promptOf(pack, { prompt: 'my light' })).source).toBe('my light');
  });
});
