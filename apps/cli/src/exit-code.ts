import { factsOf } from '@dualedit/foundation/codes';

/** What the process ends with. Documented in the README and in `dualedit --help`; scripts rely on it. */
export const EXIT = {
  ok: 0,
  internal: 1,
  usage: 2,
  input: 3,
  notFound: 4,
  model: 5,
  memory: 6,
  partly: 7,
  withheld: 8,
  environment: 9,
  missed: 10,
  interrupted: 130,
  terminated: 143,
} as const;

/** Codes that scripts can tell from others of their category; what was released keeps its exit code. */
const OWN: Readonly<Record<string, keyof typeof EXIT>> = {
  'command-unknown-word': 'notFound',
  'mask-empty': 'notFound',
  'object-not-found': 'notFound',
  'word-not-in-prompt': 'notFound',
  'word-unknown': 'notFound',
  'device-taken': 'model',
  'device-unavailable': 'model',
  'out-of-memory': 'memory',
  'batch-incomplete': 'partly',
  'result-withheld': 'withheld',
  aborted: 'interrupted',
};

/** The exit code for an error's stable code: that of its category, unless it has its own. */
export function exitCodeOf(code: string): number {
  return EXIT[OWN[code] ?? factsOf(code).category];
}
