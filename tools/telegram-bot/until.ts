import { setTimeout as sleep } from 'node:timers/promises';

const MOST_SECONDS = Number(process.env.MOST_SECONDS ?? 900);

/** Resolves as soon as `look` returns true. */
export async function until(look: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + MOST_SECONDS * 1000;
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`Waited ${MOST_SECONDS} s for ${look}`);
    await sleep(200);
  }
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
