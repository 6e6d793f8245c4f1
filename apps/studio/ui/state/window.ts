import { effect } from '@preact/signals';
import { del, entries, get, set } from 'idb-keyval';
import type { EditSettings } from '../../src/contract.js';
import { readMask } from '../api/masks.js';
import { encodeMask } from '../mask/png.js';
import { type OpenPicture, picture } from './picture.js';
import { shownId } from './run.js';
import { prompt, settings, variants } from './settings.js';
import { addPlace, paintings, putMask, slots } from './slots.js';
import { command, untilRead } from './words.js';

/** What a window holds, so that it can be closed, reloaded or crash without losing what was painted. */
interface KeptWindow {
  changedAt: number;
  picture?: (Omit<OpenPicture, 'file'> & { file?: undefined }) | undefined;
  command: string;
  settings: EditSettings;
  variants: number;
  prompt: string;
  shown?: string | undefined;
  /** Painted masks by the index of their edit; those of marked places come last, without one. */
  masks: { edit?: number | undefined; label?: string | undefined; file: Blob }[];
}

/** What of it is known without the pixels of masks. */
type Now = Omit<KeptWindow, 'masks' | 'changedAt' | 'picture'> & { picture: OpenPicture | undefined };

const PREFIX = 'window-';
/** The picture's bytes are kept beside the rest: they do not change with every stroke. */
const FILE = '-file';
let fileKept: string | undefined;
/** Windows that nobody opened again are forgotten after so many. */
const MOST = 8;
/** Changes rest for so long before they are written, in milliseconds. */
const REST = 400;

let key = PREFIX + crypto.randomUUID();

/** Brings back what this window held before it was reloaded, or what the last window held that was closed. */
export async function restoreWindow(): Promise<void> {
  const own = sessionStorage.getItem('dualedit-window');
  if (own !== null) key = own;
  const lock = await hold(own === null ? await abandoned() : [own]);
  if (lock !== undefined) key = lock;
  sessionStorage.setItem('dualedit-window', key);
  const kept = lock === undefined ? undefined : await get<KeptWindow>(key);
  if (kept) await show(kept);
}

/** Begins with nothing, and leaves what closed windows held where it is. */
export function beginWindow(): void {
  sessionStorage.setItem('dualedit-window', key);
  void holdForever(key);
}

/** Writes what the window holds whenever it changes. */
export function keepWindow(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const now = {
      picture: picture.value,
      command: command.value,
      settings: settings.value,
      variants: variants.value,
      prompt: prompt.value,
      shown: shownId.value,
    };
    // what is painted is not in `now`, but changes with these
    void [paintings.value, slots.value];
    document.body.dataset.kept = 'false';
    clearTimeout(timer);
    timer = setTimeout(() => void write(now), REST);
  });
}

async function write({ picture: open, ...now }: Now): Promise<void> {
  if (open?.file && open.id !== fileKept) await set(key + FILE, open.file);
  fileKept = open?.id;
  const painted = slots.peek().filter(({ origin }) => origin === 'painted');
  const masks = await Promise.all(
    painted.map(async ({ edit, label, raster }) => ({
      edit: edit?.index,
      label,
      file: await encodeMask(raster),
    })),
  );
  const picture = open && { ...open, file: undefined };
  await set(key, { ...now, picture, masks, changedAt: Date.now() } satisfies KeptWindow);
  document.body.dataset.kept = 'true';
}

/** Windows that were closed, the last one first. Others are forgotten. */
async function abandoned(): Promise<string[]> {
  const all = (await entries<string, KeptWindow>())
    .filter(([name]) => name.startsWith(PREFIX) && !name.endsWith(FILE))
    .sort(([, a], [, b]) => b.changedAt - a.changedAt)
    .map(([name]) => name);
  await Promise.all(all.slice(MOST).flatMap((name) => [del(name), del(name + FILE)]));
  return all.slice(0, 1);
}

/** Takes the first of these windows that no open one has, and holds it for as long as this one is open. */
async function hold(names: readonly string[]): Promise<string | undefined> {
  for (const name of names) if (await isFree(name)) return name;
  void holdForever(key);
  return undefined;
}

function isFree(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise(() => {}) : undefined;
    });
  });
}

const holdForever = (name: string) => navigator.locks.request(name, () => new Promise(() => {}));

async function show(kept: KeptWindow): Promise<void> {
  const file = await get<Blob>(key + FILE);
  picture.value = kept.picture && withFile(kept.picture, file);
  fileKept = kept.picture?.id;
  settings.value = kept.settings;
  variants.value = kept.variants;
  prompt.value = kept.prompt;
  command.value = kept.command;
  shownId.value = kept.shown;
  const { picture: open } = kept;
  if (!open || kept.masks.length === 0) return;
  if (kept.masks.some(({ edit }) => edit !== undefined)) await untilRead();
  for (const { edit: index, label, file } of kept.masks) {
    const slot =
      index === undefined ? addPlace(open, label) : slots.peek().find(({ edit }) => edit?.index === index);
    if (slot) putMask(slot, await readMask(file), 'painted');
  }
}

function withFile(
  { file: _, ...kept }: NonNullable<KeptWindow['picture']>,
  file: Blob | undefined,
): OpenPicture {
  return file ? { ...kept, file } : kept;
}
