import { lazy } from './lazy.js';

/** Something that takes memory: opened on first use, kept until freed, opened again on the next use. */
export interface Held<T> {
  (): Promise<T>;
  /** Frees it; nothing happens where it is not open. */
  release(): Promise<void>;
}

export function held<T extends { release(): Promise<void> }>(open: () => Promise<T>): Held<T> {
  let kept: Promise<T> | undefined;
  let get = lazy(open);
  const use = () => {
    kept = get();
    return kept;
  };
  const release = async () => {
    const before = kept;
    [kept, get] = [undefined, lazy(open)];
    // What could not be opened needs no freeing.
    await (await before?.catch(() => undefined))?.release();
  };
  return Object.assign(use, { release });
}
