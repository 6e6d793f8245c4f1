import fc from 'fast-check';
import type { Update } from 'grammy/types';
import { expect, it } from 'vitest';
import { Intake } from './intake.js';

const updates = (...ids: number[]) => ids.map((id) => ({ update_id: id })) as Update[];

it('whatever is handled in whatever order: each once, and nothing is confirmed that is not handled', async () => {
  const order = fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 8 });
  await fc.assert(
    fc.asyncProperty(order, fc.integer({ min: 0, max: 7 }), async (ends, failing) => {
      const intake = new Intake();
      const given: number[] = [];
      const open = new Map<number, { ok: () => void; fail: (error: Error) => void }>();
      const handle = ({ update_id: id }: Update) => {
        given.push(id);
        return new Promise<void>((ok, fail) => open.set(id, { ok, fail }));
      };
      intake.take(updates(1, 2, 3, 4), handle);
      intake.take(updates(1, 2, 3, 4, 5, 6, 7, 8), handle);
      const handled = new Set<number>();
      for (const [at, id] of ends.entries()) {
        if (at === failing) open.get(id)!.fail(new Error('not stored'));
        else {
          open.get(id)!.ok();
          handled.add(id);
        }
        await Promise.resolve();
        await Promise.resolve();
        for (let before = 1; before < intake.offset; before++) expect(handled).toContain(before);
      }
      await intake.ended();
      expect(given).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(intake.offset).toBe(ends[failing]);
    }),
  );
});
