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
  interrupted: 130,
  terminated: 143,
} as const;

type Category = Exclude<keyof typeof EXIT, 'ok' | 'terminated'>;

/** Every stable code that can reach a user, by what it says about the command. */
export const CODES: Readonly<Record<Category, readonly string[]>> = {
  usage: [
    ...['usage', 'command-bracket', 'command-empty', 'command-no-arrow', 'command-quote', 'command-too-long'],
    ...[
      'command-two-arrows',
      'command-which',
      'command-kind',
      'command-no-source',
      'command-no-target',
      'command-order',
      'command-strength',
      'edit-repeated',
      'edit-unsayable',
      'no-edits',
    ],
    ...['too-many-edits', 'phrase-empty', 'prompt-too-long', 'steps-range', 'strength-range', 'tiles-range'],
    ...['manifest-empty', 'manifest-line', 'manifest-unreadable', 'mask-hidden', 'mask-name-twice'],
    ...['mask-name-unknown', 'mask-without-edit', 'inversion-pack', 'inversion-picture', 'inversion-region'],
    ...['inversion-settings', 'output-format', 'output-is-input', 'output-twice', 'output-unwritable'],
    ...['model-name', 'front-end-name', 'scene-object', 'scene-seed', 'scene-size', 'sheet-format'],
    ...['edit-form', 'held-out-seed', 'no-such-object', 'phrase'],
  ],
  input: [
    ...['input-empty', 'input-too-large', 'input-unreadable', 'inversion-unreadable', 'mask-size'],
    ...['mask-unreadable', 'masks-count', 'picture-gone', 'picture-size', 'picture-too-heavy'],
    ...['picture-too-large', 'picture-unreadable'],
  ],
  notFound: ['mask-empty', 'object-not-found', 'word-not-in-prompt', 'word-unknown'],
  model: [
    ...['attribute-type', 'axis-out-of-range', 'constant-unsupported', 'dim-mismatch', 'dim-unknown'],
    ...['export-batch', 'external-data-missing', 'external-data-short', 'feed-length', 'graph-cycle'],
    ...[
      'input-unknown',
      'lowering-limit',
      'model-checksum',
      'model-disk-full',
      'model-doctor',
      'model-gated',
    ],
    ...['model-layout', 'model-malformed', 'model-nan', 'model-no-space', 'model-not-found', 'model-offline'],
    ...['model-pulling', 'model-rate-limited', 'model-unknown', 'model-unreachable', 'model-unreadable'],
    ...['model-unsupported', 'operand-type', 'operator-domain', 'operator-unknown', 'operator-without-rule'],
    ...['opset-unsupported', 'pack-altered', 'pack-damaged', 'pack-incomplete', 'pack-missing'],
    ...['pack-no-manifest', 'pack-unreadable', 'pack-without-safety-checker', 'pack-without-segmenter'],
    ...['device-taken', 'device-unavailable', 'rule-limit', 'scheduler-unsupported', 'shape-dynamic'],
    ...['shape-mismatch', 'specialize-failed', 'tiles-fixed', 'type-mismatch', 'type-not-numeric'],
    ...['type-unsupported', 'tensor-length'],
  ],
  memory: ['out-of-memory'],
  partly: ['batch-incomplete'],
  withheld: ['result-withheld'],
  environment: [
    ...['database-away', 'database-refused', 'jobs-folder-taken', 'jobs-folder-unusable'],
    ...['library-unloadable', 'telemetry-on', 'temporary-folder'],
  ],
  interrupted: ['aborted'],
  // A defect of this program, or of the programs that it is used from.
  internal: [
    ...['cotangent-shape', 'engine-crashed', 'internal', 'job-not-failed', 'job-unfinished', 'job-unknown'],
    ...['loss-not-scalar', 'not-static', 'value-exists', 'value-unknown', 'worker-lost'],
    ...['wrt-independent', 'wrt-not-float'],
  ],
};

const CATEGORY_OF = new Map(
  Object.entries(CODES).flatMap(([category, codes]) =>
    codes.map((code) => [code, category as Category] as const),
  ),
);

/** The exit code for an error's stable code. */
export function exitCodeOf(code: string): number {
  return EXIT[CATEGORY_OF.get(code) ?? 'internal'];
}
