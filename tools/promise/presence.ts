import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Picture, resizePicture } from '@dualedit/foundation';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { JUDGE_SIZE as SIZE } from '../shared/noun-in.js';

/** Which kinds of things the bench's judge sees anywhere in a picture. */
export type Presence = (picture: Picture) => Promise<Set<string>>;

/** Opens `presence.onnx` of the judge's folder; its README says what goes in and comes out. */
export async function openPresence(folder: string): Promise<Presence> {
  const { classes }: { classes: string[] } = JSON.parse(await readFile(join(folder, 'judge.json'), 'utf8'));
  const session = await InferenceSession.create(join(folder, 'presence.onnx'));
  return async (picture) => {
    const { data } = await resizePicture(picture, SIZE, SIZE);
    const pixels = Float32Array.from({ length: 3 * SIZE * SIZE }, (_, i) => {
      const [channel, pixel] = [Math.floor(i / SIZE ** 2), i % SIZE ** 2];
      return data[pixel * 4 + channel]! / 127.5 - 1;
    });
    const { kinds } = await session.run({ pixel_values: new Tensor('float32', pixels, [1, 3, SIZE, SIZE]) });
    return new Set(classes.filter((_, i) => (kinds!.data as Float32Array)[i]! > 0.5));
  };
}
