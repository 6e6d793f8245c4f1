import { keepResults, provenance, readResults } from '../shared/results.js';
import type { RowName } from './case.js';
import { checkFigures, figuresOf } from './figures.js';
import type { Measured } from './measured.js';
import type { pairedTime } from './paired-time.js';
import { tableOf } from './table.js';

/** A row with the commit that it was measured at: rows can be measured one by one. */
interface Row {
  commit: string;
  figures: ReturnType<typeof figuresOf>;
  scenes: Measured[];
}

/** What the whole command costs beside an older version's. */
export interface PromiseTime {
  /** The older version's commit. */
  base: string;
  /** Both on the older one's pack, and each on its own. */
  sameModel: Awaited<ReturnType<typeof pairedTime>>;
  ownModels: Awaited<ReturnType<typeof pairedTime>>;
}

export interface PromiseResults {
  rows: Partial<Record<RowName, Row>>;
  checks?: ReturnType<typeof checkFigures>;
  time?: { commit: string } & PromiseTime;
  /** What `results/world.json` says of pictures that the embedded model cannot know. */
  world?: { refused: number; ownRefused: number };
}

type Kept = PromiseResults & { settings: { size: number } };

/** Writes `results/promise.json`: what was measured now, beside what stands there of other rows, and the table. */
export function keepPromiseResults(
  measured: Partial<Record<RowName, Measured[]>>,
  { size, time }: { size: number; time?: PromiseTime },
): void {
  const before = readResults<Kept>('promise');
  const { commit, machine } = provenance();
  const fresh = Object.entries(measured).map(([row, scenes]) => {
    return [row, { commit, figures: figuresOf(row as RowName, scenes), scenes }];
  });
  const rows: PromiseResults['rows'] = { ...before?.rows, ...Object.fromEntries(fresh) };
  const scenes = Object.values(rows).flatMap((row) => row.scenes);
  const times = time ? { ...time, commit } : before?.time;
  const world = worldFigures();
  const results: PromiseResults = {
    rows,
    ...(scenes.length > 0 && { checks: checkFigures(scenes) }),
    ...(times && { time: times }),
    ...(world && { world }),
  };
  const settings = { size, world: 'full', prompt: 'none', masks: 'from words', pack: 'diorama' };
  const table = tableOf(results);
  keepResults('promise', { table, settings, ...results, commit, machine });
  console.log(table.join('\n'));
}

/** Shares of what the calibration of the embedded pack held out, of which plain colors and noise say nothing here. */
function worldFigures(): PromiseResults['world'] {
  const results = readResults<{
    heldOut: Record<'scenes', Refused>;
    heldOutOthersByPackage: Record<string, Refused>;
  }>('world');
  if (!results) return undefined;
  const { scenes } = results.heldOut;
  const others = Object.entries(results.heldOutOthersByPackage).filter(([name]) => name !== 'plain');
  const sum = (of: (part: Refused) => number) => others.reduce((total, [, part]) => total + of(part), 0);
  return {
    refused: sum(({ refused }) => refused) / sum(({ pictures }) => pictures),
    ownRefused: scenes.refused / scenes.pictures,
  };
}

interface Refused {
  pictures: number;
  refused: number;
}
