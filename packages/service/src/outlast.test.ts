import { DualeditError } from '@dualedit/foundation';
import { expect, it, vi } from 'vitest';
import { outlast } from './outlast.js';

vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }));

const away = () => new DualeditError({ code: 'database-away', message: 'M.', hint: 'H.' });

it('does it again until the database is back, and says once that it is away', async () => {
  const said = vi.fn();
  let tries = 0;
  const done = await outlast(
    new AbortController().signal,
    async () => {
      tries += 1;
      if (tries < 4) throw away();
      return 'stored';
    },
    said,
  );
  expect([done, tries]).toEqual(['stored', 4]);
  expect(said).toHaveBeenCalledTimes(1);
});

it('what fails otherwise is thrown, and so is what is away when it is to end', async () => {
  const ending = new AbortController();
  await expect(outlast(ending.signal, () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
  const work = async () => {
    ending.abort();
    throw away();
  };
  await expect(outlast(ending.signal, work)).rejects.toMatchObject({ code: 'database-away' });
});
