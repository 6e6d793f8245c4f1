import { DualeditError } from '@dualedit/foundation';
import type { Job } from '../job.js';
import { pictureGone } from './errors.js';
import { checkId, readJob } from './job-row.js';
import { readPictures, storePicture } from './pictures.js';
import type { Store } from './store.js';

/** See `Jobs.pick`. */
export async function pickVariant(store: Store, id: string, index: number): Promise<Job> {
  const { database, contents, settings } = store;
  checkId(id);
  const { result } = await readJob(database, id, settings.leaseSeconds);
  const variant = result?.variants?.[index];
  if (!result || !variant) throw unknownVariant(id, index);
  const picture = (await readPictures(store, id, 'variant')).find((one) => one.index === index);
  if (!picture) throw pictureGone(id);
  const { method, strength, checks } = variant;
  const config = { ...result.config, method, strength };
  await database.transaction(async (sql) => {
    await storePicture(sql, contents, { ...picture, role: 'result', index: 0 });
    await sql.query('update dualedit.job set result = $2::jsonb where id = $1', [
      id,
      JSON.stringify({ ...result, config, checks, chosen: index }),
    ]);
  });
  return readJob(database, id, settings.leaseSeconds);
}

function unknownVariant(id: string, index: number): DualeditError {
  return new DualeditError({
    code: 'variant-unknown',
    message: `Expected the number of a variant of job ${id} but received ${index}.`,
    hint: 'Choose one of those that are shown.',
    received: index,
  });
}
