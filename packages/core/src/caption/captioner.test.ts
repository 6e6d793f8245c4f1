import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { openGolden } from '../testing/golden.js';
import { type PlainColor, plainPicture } from '../testing/plain-picture.js';
import { captionPicture } from './captioner.js';

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
