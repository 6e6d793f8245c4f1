import { decodeMask, decodePicture } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import type { MasksAnswer, ModelInfo, ReadAnswer, SegmentAnswer, WordForms } from '../contract.js';
import * as answers from '../openapi/answers.js';
import { type Shared, SIZE } from './shared.js';
import { postJson } from './studio.js';

/** What a browser asks before an edit begins. */
export function beforeAnEdit(shared: () => Shared): void {
  const get = async <Answer>(path: string): Promise<Answer> =>
    (await (await fetch(shared().base + path)).json()) as Answer;
  const bytesAt = async (path: string) =>
    new Uint8Array(await (await fetch(shared().base + path)).arrayBuffer());
  const statusOf = async (path: string, method = 'GET') =>
    (await fetch(shared().base + path, { method })).status;
  describe('before an edit', () => {
    it('says what the model knows, and shows its samples', async () => {
      const model = await get<ModelInfo>('/v1/model');
      expect(model).toMatchObject({ embedded: true, pictureSize: 256, canPoint: true, needsToken: false });
      expect(model.samples).toHaveLength(6);
      for (const { command, picture: path } of model.samples) {
        expect((await decodePicture(await bytesAt(path))).width).toBe(256);
        const read = await postJson<ReadAnswer>(`${shared().base}/v1/read`, { command });
        expect(read.error, command).toBeUndefined();
      }
      expect(model.settings.map(({ name }) => name)).toContain('strength');
      expect(await statusOf('/v1/samples/..%2f..%2fpackage')).toBe(404);
    });

    it('reads commands as they are typed, and says where one is wrong and what would fit', async () => {
      const read = await postJson<ReadAnswer>(`${shared().base}/v1/read`, {
        command: 'Katze→Hund, hat→red!',
        language: 'de',
      });
      expect(answers.readAnswer.parse(read)).toMatchObject({
        canonical: 'cat→dog, hat→red!',
        edits: [{ index: 0, source: 'cat', target: 'dog' }, { strength: 1.5 }],
      });
      const wrong = await postJson<ReadAnswer>(`${shared().base}/v1/read`, { command: 'cat→dgo' });
      expect(answers.readAnswer.parse(wrong).error).toMatchObject({
        code: 'command-unknown-word',
        span: [4, 7],
        suggestions: ['dog'],
      });
    });

    it('says how other languages write what the model knows, and reads all of it', async () => {
      const { words } = await get<ModelInfo>('/v1/model');
      const { nouns, colors } = words!;
      for (const language of ['de', 'es', 'fr', 'ru', 'en']) {
        const answer = await get<WordForms>(`/v1/words?language=${language}`);
        const { forms } = answers.wordForms.parse(answer);
        const commandIn = (say: (word: string) => string) =>
          nouns.map((noun, i) => `${say(noun)}→${say(colors[i % colors.length]!)}`).join(', ');
        const command = commandIn((word) => forms[word]![0]!);
        const read = await postJson<ReadAnswer>(`${shared().base}/v1/read`, { command, language });
        expect(read.error, command).toBeUndefined();
        expect(read.canonical).toBe(commandIn((word) => word));
      }
    });

    it('takes pictures, and shows them as browsers can', async () => {
      const info = answers.pictureInfo.parse(await get(`/v1/pictures/${shared().picture}/info`));
      expect(info).toMatchObject({ id: shared().picture, width: 256, height: 256, kind: 'png', notes: [] });
      expect(Buffer.compare(await bytesAt(`/v1/pictures/${shared().picture}`), shared().sample)).toBe(0);
      const [shown, sent] = await Promise.all([
        decodePicture(await bytesAt(info.display)),
        decodePicture(shared().sample),
      ]);
      expect(Buffer.compare(shown.data, sent.data)).toBe(0);
    });

    it('finds the masks of a command, says what is missing, and what will be kept', async () => {
      const find = (body: object) =>
        postJson<MasksAnswer>(`${shared().base}/v1/pictures/${shared().picture}/masks`, body);
      const both = answers.masksAnswer.parse(await find({ command: 'cat→dog, hat→red' }));
      expect(both.masks.map(({ edit, label }) => [edit, label])).toEqual([
        [0, 'cat'],
        [1, 'hat'],
      ]);
      for (const { mask, box, score } of both.masks) {
        expect((await decodeMask(Buffer.from(mask, 'base64'))).width).toBe(SIZE);
        expect(box.width * box.height).toBeGreaterThan(300);
        expect(score).toBeGreaterThan(0.25);
      }
      const partly = await find({ command: 'hat→red, ball→blue' });
      expect(partly.masks.map(({ edit }) => edit)).toEqual([0]);
      expect(partly.missing).toMatchObject([{ edit: 1, error: { code: 'object-not-found' } }]);
      const skipped = await find({ command: 'cat→dog, hat→red', skip: [0] });
      expect(skipped.masks.map(({ edit }) => edit)).toEqual([1]);
      expect(skipped.kept.map(({ label }) => label)).not.toContain('cat');
    });

    it('finds what is pointed at, with its name', async () => {
      const { masks } = await postJson<MasksAnswer>(
        `${shared().base}/v1/pictures/${shared().picture}/masks`,
        { command: 'hat→red' },
      );
      const { left, top, width, height } = masks[0]!.box;
      const point = { x: left + width / 2, y: top + height * 0.8, positive: true };
      const ask = (body: object) =>
        postJson<SegmentAnswer>(`${shared().base}/v1/pictures/${shared().picture}/segment`, body);
      const pointed = answers.segmentAnswer.parse(await ask({ points: [point] }));
      expect(
        (await decodeMask(Buffer.from(pointed.mask, 'base64'))).data[
          Math.round(point.y) * SIZE + Math.round(point.x)
        ],
      ).toBe(255);
      expect(await ask({ box: masks[0]!.box })).toMatchObject({ label: 'hat' });
      await expect(ask({ points: [{ x: 999, y: 5, positive: true }] })).rejects.toThrow(
        /400.*pointing-outside/s,
      );
      await expect(ask({ points: [] })).rejects.toThrow(/pointing-outside/);
    });
  });
}
