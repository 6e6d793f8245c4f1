import { expect, it } from 'vitest';
import { Standing } from './standing.js';
import { textsFor } from './texts.js';

it('a queue that does not move says why, to whoever waits', async () => {
  const figures = { workers: [], paused: 'a new model' };
  const standing = new Standing({ admin: { figures: async () => figures } } as never);
  expect(await standing.say(textsFor('en'), { state: 'queued' })).toEqual([
    expect.stringMatching(/paused \(a new model\)/),
    expect.stringMatching(/no machine is connected/),
  ]);
  expect(await standing.say(textsFor('en'), { state: 'editing' })).toEqual([]);
});
