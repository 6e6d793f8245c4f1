import type { Sql } from '../database/database.js';
import { deliveriesTo } from '../engine/engine.js';
import type { JsonObject } from '../job.js';
import { Signals } from '../signals.js';
import type { Store } from './store.js';

/** A delivery that a front end's process has taken. */
export interface Held {
  /** Of the job. */
  id: string;
  frontEnd: string;
  claim: string;
  attempt: number;
  note: JsonObject | null;
}

/** Takes the next delivery under a lease. Should the answer be lost, the lease runs out. */
export async function claimDelivery(
  { database, engine }: Store,
  frontEnd: string,
  claim: string,
): Promise<Held | undefined> {
  return database.transaction(async (sql) => {
    const ticket = await engine.claim(sql, deliveriesTo(frontEnd));
    const [row] = await sql.query<{ id: string; note: JsonObject | null }>(
      `update dualedit.job set delivery = 'delivering', delivery_claim = $2 where id = $1
       returning id, delivery_note as note`,
      [ticket?.id ?? null, claim],
    );
    return row && { ...row, frontEnd, claim, attempt: ticket!.earlierTries + 1 };
  });
}

/** Renews the lease. @returns whether the delivery is still this claim's */
export async function beatDelivery({ database, engine }: Store, held: Held): Promise<boolean> {
  const rows = await database.query('select 1 from dualedit.job where id = $1 and delivery_claim = $2', [
    held.id,
    held.claim,
  ]);
  if (rows.length > 0) await engine.renewLease(database, deliveriesTo(held.frontEnd), held.id);
  return rows.length > 0;
}

export async function markDelivery(
  { database }: Store,
  { id, claim }: Held,
  note: JsonObject,
): Promise<void> {
  await database.query(
    'update dualedit.job set delivery_note = $3::jsonb where id = $1 and delivery_claim = $2',
    [id, claim, JSON.stringify(note)],
  );
}

/** The pictures' time starts anew: they may have waited long. */
const DELIVERED = `update dualedit.job set delivery = 'delivered', delivery_claim = null,
  pictures_until = now() + $2 * interval '1 hour'`;

/** The user has what could not be delivered. */
export async function handedOver({ database, settings }: Store, id: string): Promise<void> {
  await database.query(`${DELIVERED} where id = $1 and delivery = 'given-up'`, [
    id,
    settings.keepPicturesHours,
  ]);
}

/** The front end has answered. */
export async function acknowledge(store: Store, held: Held): Promise<void> {
  await asHolder(store, held, async (sql) => {
    await store.engine.complete(sql, deliveriesTo(held.frontEnd), held.id);
    await sql.query(`${DELIVERED} where id = $1`, [held.id, store.settings.keepPicturesHours]);
  });
}

/** Hands it out again after `seconds`; the attempt does not count. */
export async function deliverLater(store: Store, held: Held, seconds: number): Promise<void> {
  await asHolder(store, held, async (sql) => {
    await store.engine.giveBack(sql, deliveriesTo(held.frontEnd), held.id, seconds);
    await setWaiting(sql, held);
  });
}

export async function giveUpDelivery(store: Store, held: Held): Promise<void> {
  await asHolder(store, held, async (sql) => {
    await store.engine.cancel(sql, deliveriesTo(held.frontEnd), held.id);
    await setGivenUp(sql, store, held.id);
  });
}

export async function failDelivery(store: Store, held: Held): Promise<void> {
  await asHolder(store, held, (sql) => endAttempt(sql, store, held));
}

/** An attempt failed, or its process died: it is handed out again after a pause, or given up. */
export async function endAttempt(
  sql: Sql,
  store: Store,
  { id, frontEnd }: Pick<Held, 'id' | 'frontEnd'>,
): Promise<void> {
  if (await store.engine.failTry(sql, deliveriesTo(frontEnd), id)) await setWaiting(sql, { id, frontEnd });
  else await setGivenUp(sql, store, id);
}

async function setWaiting(sql: Sql, { id, frontEnd }: Pick<Held, 'id' | 'frontEnd'>): Promise<void> {
  await sql.query(`update dualedit.job set delivery = 'waiting', delivery_claim = null where id = $1`, [id]);
  await Signals.send(sql, 'finished', frontEnd);
}

/** Until the user asks for it, its pictures are kept once more. */
async function setGivenUp(sql: Sql, { settings }: Store, id: string): Promise<void> {
  await sql.query(
    `update dualedit.job set delivery = 'given-up', delivery_claim = null,
       pictures_until = now() + $2 * interval '1 hour'
     where id = $1`,
    [id, settings.keepPicturesHours],
  );
}

async function asHolder(
  store: Store,
  { id, frontEnd, claim }: Held,
  work: (sql: Sql) => Promise<void>,
): Promise<void> {
  await store.database.transaction(async (sql) => {
    await store.engine.lock(sql, deliveriesTo(frontEnd), id);
    const rows = await sql.query(
      'select 1 from dualedit.job where id = $1 and delivery_claim = $2 for update',
      [id, claim],
    );
    if (rows.length > 0) await work(sql);
  });
}
