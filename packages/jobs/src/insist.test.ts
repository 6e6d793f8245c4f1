import { DualeditError } from '@dualedit/foundation';
import { expect, it, vi } from 'vitest';
import { insist } from './insist.js';

vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }));

const away = () => new DualeditError({ code: 'database-away', message: 'M.', hint: 'H.' });

it('does it again until the database is back, and says each time that it is away', async () => {
  const said = vi.fn();
  let tries = 0;
  const work = async () => {
    tries += 1;
    if (tries < 4) throw away();
    return 'stored';
  };
  const done = await insist(work, { onAway: said });
  expect([done, tries]).toEqual(['stored', 4]);
  expect(said).toHaveBeenCalledTimes(3);
});

it('what fails otherwise is thrown, and so is what is away when it is to end', async () => {
  const ending = new AbortController();
  const options = { signal: ending.signal, onAway: () => {} };
  await expect(insist(() => Promise.reject(new Error('a bug')), options)).rejects.toThrow('a bug');
  const work = async () => {
    ending.abort();
    throw away();
  };
  await expect(insist(work, options)).rejects.toMatchObject({ code: 'database-away' });
});
