const MARKER = Symbol.for('onnx-autograd.error');

export interface OnnxAutogradErrorOptions {
  /** Stable, kebab-case identifier that programs may compare against, such as `operator-without-rule`. */
  code: string;
  /** What happened, with what was received and what was expected. */
  message: string;
  /** What the caller can do next, in one sentence. */
  hint: string;
  received?: unknown;
  cause?: unknown;
}

/**
 * The one error type of this package. `code` is stable, `hint` names the next step; `instanceof` works
 * across two loaded copies of the package, through a marker.
 */
export class OnnxAutogradError extends Error {
  override readonly name = 'OnnxAutogradError';
  readonly [MARKER] = true;
  readonly code: string;
  readonly hint: string;
  readonly received?: unknown;

  constructor({ code, message, hint, received, cause }: OnnxAutogradErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
    if (received !== undefined) this.received = received;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && MARKER in value;
  }
}
