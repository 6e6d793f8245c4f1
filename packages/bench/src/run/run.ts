import { type Editor, METHODS, type MethodSettings, type Pack } from '@dualedit/core';
import { type Change, changeName, DualeditError, targetPhrase, throwIfAborted } from '@dualedit/foundation';
import type { BenchData, BenchItem, LoadedItem } from '../data/item.js';
import type { Networks } from '../metrics/score.js';
import { type Arm, AS_USUAL, ownSettings } from './arm.js';
import { contentHash, type EditCache } from './cache.js';
import { Clock, type RunProgress } from './clock.js';
import { type EditRecord, recordOf } from './edit-record.js';
import type { ArmResult, BenchRun, Failure, ItemResult } from './result.js';
import { scoreEdit, scoreReferences } from './score-edit.js';

export interface RunRequest {
  data: BenchData;
  arms: readonly Arm[];
  editor: Editor;
  networks: Networks;
  cache: EditCache;
  /** Hashes of what else an edit depends on: the pack and the engine's code. */
  basis: { pack: string; engine: string };
  /** What the pack says of settings, between a method's own and an arm's. */
  packDefaults?: Pack['defaults'];
  /** Sees every item with the pictures that were made of it, for a report. */
  onItem?: (item: BenchItem, loaded: LoadedItem, records: ReadonlyMap<string, EditRecord>) => Promise<void>;
  onProgress?: (progress: RunProgress) => void;
  /** No item is begun after so many minutes; the run then has those that were done. */
  minutes?: number;
  signal?: AbortSignal;
}

/**
 * Makes every edit of the data set by every arm, and scores it. Edits that the cache has are not made again,
 * so that a run that was stopped goes on where it was. An edit that fails stands in the result as a failure.
 * @throws DualeditError `aborted`
 */
export async function runBench(request: RunRequest): Promise<BenchRun> {
  const { data, arms, networks, basis } = request;
  const clock = new Clock(data.items.length * arms.length, request.onProgress);
  const deadline = performance.now() + 60_000 * (request.minutes ?? Number.POSITIVE_INFINITY);
  const items: ItemResult[] = [];
  const skipped = [...data.skipped];
  for (const item of data.items) {
    if (performance.now() > deadline) break;
    const reason = await whyUnreadable(item, networks);
    if (reason !== undefined) {
      skipped.push({ id: item.id, reason });
      continue;
    }
    items.push(await runItem(request, item, clock));
  }
  return {
    data: data.name,
    items,
    skipped,
    basis,
    wanted: data.items.length,
    arms: arms.map((arm) => ({ ...arm, settings: fullSettings(request, arm) })),
    networks: Object.fromEntries(Object.entries(networks).map(([key, network]) => [key, network.name])),
  };
}

/** Why an item cannot be scored: CLIP takes no prompt as long as its own. Undefined if it can. */
async function whyUnreadable({ targetPrompt }: BenchItem, { clip }: Networks): Promise<string | undefined> {
  try {
    await clip?.text(targetPrompt);
    return undefined;
  } catch (error) {
    if (DualeditError.is(error) && error.code === 'prompt-too-long') return error.message;
    throw error;
  }
}

/** An arm's settings over the pack's over the method's; where nothing is asked for, few steps may be the pack's usual. */
function fullSettings({ packDefaults = {} }: RunRequest, arm: Arm): MethodSettings {
  const { fewSteps: { isUsual, ...few } = {}, ...own } = packDefaults;
  return {
    ...ownSettings(arm),
    ...own,
    ...(arm.method === AS_USUAL && isUsual && few),
    ...arm.settings,
  };
}

async function runItem(request: RunRequest, item: BenchItem, clock: Clock): Promise<ItemResult> {
  const { networks, signal } = request;
  const loaded = await item.load();
  const records = new Map<string, EditRecord>();
  const inversions: Inversions = new Map();
  const arms: Record<string, ArmResult | Failure> = {};
  for (const arm of request.arms) {
    throwIfAborted(signal);
    const { cached, ...made } = await makeEdit({ ...request, inversions }, item, loaded, arm);
    if (made.record) {
      records.set(arm.name, made.record);
      arms[arm.name] = await scoreEdit(item, loaded, made.record, networks);
    } else arms[arm.name] = made.failure;
    clock.tick({ item: item.id, arm: arm.name, cached });
  }
  await request.onItem?.(item, loaded, records);
  const { id, split, prompt, targetPrompt, edits } = item;
  return {
    id,
    split,
    targetPrompt,
    arms,
    kind: kindOf(edits),
    ...(prompt === undefined ? {} : { prompt }),
    edits: edits.map((edit) => `${changeName(edit)}→${targetPhrase(edit)}`),
    references: await scoreReferences(item, loaded, [...records.values()][0], networks),
  };
}

/** What an item's edits are, for tables. */
function kindOf(edits: readonly Change[]): ItemResult['kind'] {
  if (edits.every(({ kind }) => kind === 'removal')) return 'removals';
  if (edits.every(({ kind }) => kind === 'background')) return 'backgrounds';
  return edits.every(({ kind }) => kind === 'attribute') ? 'attributes alone' : 'new objects';
}

type Made =
  | { cached: boolean; record: EditRecord; failure?: never }
  | { cached: boolean; record?: never; failure: Failure };

/** Inversions of one picture by their name and steps: arms that differ in nothing else share them. */
type Inversions = Map<string, Uint8Array>;

/** From the cache, or made and put there. */
async function makeEdit(
  request: RunRequest & { inversions: Inversions },
  item: BenchItem,
  loaded: LoadedItem,
  arm: Arm,
): Promise<Made> {
  const { cache, inversions, signal } = request;
  const { edits, prompt } = item;
  const { picture, masks, findsMasks } = loaded;
  const { method, settings } = arm;
  const full = fullSettings(request, arm);
  const key = contentHash(
    ...[request.basis, method, full, edits, prompt ?? null, picture.width, picture.data],
    ...masks.map(({ data }) => data),
  );
  if (cache.has(key)) return { cached: true, record: await cache.get(key) };
  const inversion = method === AS_USUAL ? undefined : `${METHODS[method].inversions[0]} ${full.steps}`;
  const inverted = inversion && inversions.get(inversion);
  try {
    const result = await request.editor.edit({
      picture,
      edits,
      ...(findsMasks ? {} : { masks }),
      details: true,
      // A benchmark asks what a model makes of its data, whatever they are, and of each method what it makes alone.
      force: true,
      ...(method === AS_USUAL ? {} : { method, settings, retry: false }),
      ...(prompt === undefined ? {} : { prompt }),
      ...(inverted && { inverted }),
      saveInversion: inversion !== undefined && !inverted,
      ...(signal ? { signal } : {}),
    });
    if (inversion && result.inversion) inversions.set(inversion, result.inversion);
    const record = recordOf(result);
    await cache.put(key, record);
    return { cached: false, record };
  } catch (error) {
    if (!DualeditError.is(error) || error.code === 'aborted') throw error;
    return { cached: false, failure: { failed: error.code, message: error.message } };
  }
}
