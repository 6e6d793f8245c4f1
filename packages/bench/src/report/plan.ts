import type { Arm } from '../run/arm.js';
import { parseArm } from '../run/arm.js';
import type { BenchRun, Reference } from '../run/result.js';
import { type Column, makeTable, type Table } from './table.js';
import { groupsOf, hasOutcomes } from './values.js';

/** A table of a report: which arms, under which names, on which columns. */
export interface TablePlan {
  title: string;
  note: string;
  /** Arm by row name. */
  rows: ReadonlyMap<string, string>;
  references: readonly Reference[];
  columns: readonly Column[];
}

/** Every method of the paper's Table 1, and the systems of its family. */
const SYSTEMS = [
  'P2P: p2p',
  'CDS: cds',
  'Guide-and-Rescale: guide-rescale',
  'OIR: oir',
  'LocInv: locinv',
  'LoMOE: lomoe',
  'MAG-Edit: mag',
  'MDE-Edit: mde',
];

/** What a standard run compares: the methods, and MDE-Edit without one loss or the other. */
export const STANDARD_ARMS: readonly Arm[] = [
  ...SYSTEMS,
  'OAL only: mde lossWeights.ccl=0',
  'CCL only: mde lossWeights.oal=0',
].map(parseArm);

const DRAWN = '(drawn): of what the model drew, before anything is pasted into the original.';

/** What the tables need at least; other methods have a row where a run has them. */
const NEEDED = ['P2P', 'MAG-Edit', 'MDE-Edit', 'OAL only', 'CCL only'];

/** The paper's tables where the arms are the standard ones, else one table of all arms. */
export function tablePlans(arms: readonly string[]): TablePlan[] {
  const isStandard = NEEDED.every((name) => arms.includes(name));
  if (!isStandard)
    return [{ title: 'All', note: DRAWN, rows: same(arms), references: REFERENCES, columns: METHODS }];
  return [
    {
      title: 'Methods',
      note: `The paper's Table 1. ${DRAWN} The pasted result differs from the original in no byte beyond the seam, whatever the method.`,
      rows: same(SYSTEMS.map((arm) => parseArm(arm).name).filter((name) => arms.includes(name))),
      references: REFERENCES,
      columns: METHODS,
    },
    {
      title: 'Ablation',
      note: `The paper's Table 2: which losses move the latent; none is P2P, both is MDE-Edit. ${DRAWN}`,
      rows: new Map([
        ['none', 'P2P'],
        ['OAL', 'OAL only'],
        ['CCL', 'CCL only'],
        ['both', 'MDE-Edit'],
      ]),
      references: ['autoencoder', 'true answer'],
      columns: ABLATION,
    },
  ];
}

/** The tables of a run: those of its arms, after one of what came out if that is known. */
export function plansOf(run: BenchRun): TablePlan[] {
  const arms = run.arms.map(({ name }) => name);
  const edits: TablePlan = {
    title: 'Edits',
    note: 'What came out, as the judge sees it, and what it did to other things. Shares of pictures have Wilson intervals.',
    rows: same(arms),
    references: ['unedited', 'true answer'],
    columns: EDITS,
  };
  return [...(hasOutcomes(run) ? [edits] : []), ...tablePlans(arms)];
}

const REFERENCES: readonly Reference[] = ['unedited', 'autoencoder', 'true answer'];
const same = (names: readonly string[]) => new Map(names.map((name) => [name, name]));
const pasted = (...keys: Column['metric'][]): Column[] => keys.map((metric) => ({ metric, scope: 'pasted' }));
const drawn = (...keys: Column['metric'][]): Column[] => keys.map((metric) => ({ metric, scope: 'model' }));

const EDITS = pasted(
  ...(['pictureRight', 'editsRight', 'objectRight', 'colorRight', 'materialRight'] as const),
  ...(['removalRight', 'backgroundRight', 'leakTargets', 'leakUnnamed', 'tils', 'tels'] as const),
  ...(['changedUnnamed', 'clipObject', 'truthRmse'] as const),
);

const METHODS = [
  ...pasted(
    'clip',
    'clipObject',
    'targetObject',
    'targetColor',
    'sameObject',
    'gone',
    'kept',
    'changedUnnamed',
    'changedOutside',
    'truthRmse',
    'truthFeatures',
  ),
  ...drawn('bgFeatures', 'bgSsim', 'attentionIou'),
];

const ABLATION = drawn(
  ...(['clip', 'clipObject', 'bgFeatures', 'bgSsim', 'bgPsnr', 'structure', 'attentionIou'] as const),
  ...(['targetObject', 'targetColor', 'sameObject', 'kept', 'truthRmse'] as const),
);

/** The numbers of a planned table, rows under their planned names. */
export function fillTable(run: BenchRun, { rows, references, columns }: TablePlan): Table {
  const table = makeTable(run, {
    columns,
    references,
    arms: [...rows.values()],
    splits: groupsOf(run),
  });
  const names = new Map([...rows].map(([name, arm]) => [arm, name]));
  return { ...table, rows: table.rows.map((row) => ({ ...row, name: names.get(row.name) ?? row.name })) };
}
