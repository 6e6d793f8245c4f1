import type { Json, User } from '../job.js';
import type { Notes } from '../jobs.js';
import type { Store } from './store.js';

/** See `Notes`. */
export function createNotes({ database }: Store): Notes {
  return {
    async read({ frontEnd, id }: User, name: string): Promise<Json | undefined> {
      const [row] = await database.query<{ value: Json }>(
        `select value from dualedit.note
         where front_end = $1 and owner = $2 and name = $3 and (until is null or until > now())`,
        [frontEnd, id, name],
      );
      return row?.value;
    },

    async write({ frontEnd, id }: User, name: string, value: Json, { hours } = {}): Promise<void> {
      await database.query(
        `insert into dualedit.note (front_end, owner, name, value, until)
         values ($1, $2, $3, $4::jsonb, now() + $5::real * interval '1 hour')
         on conflict (front_end, owner, name) do update set value = excluded.value, until = excluded.until`,
        [frontEnd, id, name, JSON.stringify(value), hours ?? null],
      );
    },
  };
}
