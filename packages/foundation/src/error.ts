const MARKER = Symbol.for('dualedit.error');

export interface DualeditErrorOptions {
  /** Stable, kebab-case identifier that scripts may compare against, such as `mask-empty`: one of `CODES`. */
  code: string;
  /** What happened, in one sentence, with what was expected. */
  message: string;
  /** What the user can do next, in one sentence. */
  hint: string;
  /** The offending value, as it was received. */
  received?: unknown;
  cause?: unknown;
}

/**
 * The one error type that users of Dualedit meet. `code` is stable, `hint` names the next step.
 *
 * Test with {@link DualeditError.is} rather than `instanceof` where two copies of the package may be
 * loaded; `instanceof` works across copies as well, through the marker.
 */
export class DualeditError extends Error {
  override readonly name = 'DualeditError';
  readonly [MARKER] = true;
  readonly code: string;
  readonly hint: string;
  readonly received?: unknown;

  constructor({ code, message, hint, received, cause }: DualeditErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
    if (received !== undefined) this.received = received;
  }

  static is(value: unknown): value is DualeditError {
    return typeof value === 'object' && value !== null && MARKER in value;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return DualeditError.is(value);
  }
}

/** The error of work that was stopped on request; `cause` is the signal's reason. */
export function aborted(cause?: unknown): DualeditError {
  return new DualeditError({
    code: 'aborted',
    message: 'The work was stopped before it was done.',
    hint: 'Start it again when you are ready; nothing was written.',
    cause,
  });
}

/**
 * Throws the `aborted` error when `signal` was aborted; call it between units of long work.
 * @throws DualeditError `aborted`
 */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw aborted(signal.reason);
}
