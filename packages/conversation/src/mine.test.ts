import { openJobs } from '@dualedit/jobs';
import { expect, it } from 'vitest';
import { startDatabase } from '../../jobs/testing/databases.mjs';
import { deleteStored, LANGUAGES, sayStored, textsFor } from './index.js';

it('/privacy names what is remembered besides edits, and deletes it', async () => {
  const { store, stop } = await startDatabase('embedded');
  const jobs = await openJobs(store);
  const user = { frontEnd: 'telegram', id: '7' };
  const say = textsFor('en');
  expect(await sayStored(say, jobs, user)).not.toContain('remembered');
  for (const name of ['settings', 'last:-100', 'last:7', 'album:7:1', 'update', 'new-kind'])
    await jobs.notes.write(user, name, { words: 'of mine' });
  expect(await sayStored(say, jobs, user)).toContain(
    'Also remembered: an album, the last picture you sent, new-kind, your settings, the number of your last message.',
  );
  for (const language of LANGUAGES)
    expect((await sayStored(textsFor(language), jobs, user)).split('\n')).toHaveLength(2);
  expect(await deleteStored(say, jobs, user)).toBe('What was remembered about you was deleted.');
  expect((await jobs.users.show(user)).notes).toEqual([]);
  expect(await deleteStored(say, jobs, user)).toBe('There was nothing stored about you.');
  await jobs.close();
  await stop();
});
