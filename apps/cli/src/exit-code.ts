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
  interrupted: 130,
  terminated: 143,
} as const;

const BY_CODE: readonly [RegExp, number][] = [
  [
    /^(usage|model-name|command-|edit-|manifest-|output-|mask-name|prompt-|steps-|inversion-(?!unreadable)|strength-|too-many-edits|no-edits)/,
    EXIT.usage,
  ],
  [/^(input-|inversion-unreadable|picture-|mask-unreadable|mask-size)/, EXIT.input],
  [/^(object-|mask-empty|word-)/, EXIT.notFound],
  [/^(model-|pack-|device-|scheduler-|external-data-|operator-|opset-|graph-)/, EXIT.model],
  [/^out-of-memory/, EXIT.memory],
  [/^batch-incomplete/, EXIT.partly],
  [/^result-withheld/, EXIT.withheld],
  [/^aborted/, EXIT.interrupted],
];

/** The exit code for an error's stable code. */
export function exitCodeOf(code: string): number {
  return BY_CODE.find(([pattern]) => pattern.test(code))?.[1] ?? EXIT.internal;
}
