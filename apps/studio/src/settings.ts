import { DEFAULT_METHOD, METHODS } from '@dualedit/core';
import type { SettingInfo } from './contract.js';

const FIRST: readonly SettingInfo[] = [
  {
    name: 'method',
    kind: 'choice',
    choices: Object.keys(METHODS),
    default: DEFAULT_METHOD,
    about: 'How it is edited. The default suits most edits.',
  },
  {
    name: 'strength',
    kind: 'number',
    min: 0,
    max: 2,
    step: 0.1,
    default: 1,
    about: 'Below 1 more of the original remains; above 1 the change is forced.',
  },
];

const LATER: readonly SettingInfo[] = [
  {
    name: 'seed',
    kind: 'integer',
    min: 0,
    max: 2 ** 31 - 1,
    default: 1,
    about: 'What is drawn at random follows from it: the same number makes the same picture.',
  },
  {
    name: 'maskGrow',
    kind: 'integer',
    min: 0,
    max: 256,
    unit: 'px',
    about: 'How far an edit may reach beyond its mask. If empty, as far as the new shape needs.',
  },
  {
    name: 'maskFeather',
    kind: 'integer',
    min: 0,
    max: 256,
    unit: 'px',
    about: 'Over how many pixels the new fades into the old. If empty, a thin seam.',
  },
  {
    name: 'protect',
    kind: 'boolean',
    default: true,
    about: 'Things that are seen and that no edit names keep their pixels.',
  },
  {
    name: 'retry',
    kind: 'boolean',
    default: true,
    about: 'What did not come out is tried again in other ways, at most twice.',
  },
  {
    name: 'force',
    kind: 'boolean',
    default: false,
    about: 'Edits a picture also if it does not look like those that the embedded model knows.',
  },
  {
    name: 'details',
    kind: 'boolean',
    default: false,
    about: 'Keeps maps of where the model looked; takes a little longer.',
  },
  {
    name: 'format',
    kind: 'choice',
    choices: ['same', 'png', 'jpeg', 'webp'],
    default: 'same',
    about: 'The kind of file. If it is the same, PNG where the original’s cannot be written.',
  },
  {
    name: 'metadata',
    kind: 'choice',
    choices: ['keep', 'strip', 'none'],
    default: 'keep',
    about: 'What of the file’s metadata stays; "strip" leaves out where, by whom and with what it was taken.',
  },
];

/**
 * The settings of an edit, with what the browser needs to show them.
 * @param steps how many the model takes by default
 */
export function settingsOf(steps: number): SettingInfo[] {
  return [
    ...FIRST,
    {
      name: 'steps',
      kind: 'integer',
      min: 1,
      max: 200,
      default: steps,
      about: 'More steps take longer and follow the original more closely.',
    },
    ...LATER,
  ];
}
