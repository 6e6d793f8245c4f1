/** What the log says of an error; everything else that an error carries may be a user's. */
export interface ErrorFields {
  type: string;
  message: string;
  /** Of a platform, of the system, or of Dualedit. */
  code?: string | number;
  /** Of HTTP. */
  status?: number;
  /** The HTTP method, or the method of the Bot API. */
  method?: string;
  stack?: string;
  cause?: ErrorFields;
}

const MOST_CAUSES = 5;

/**
 * Reads the fields of an error that may be logged. The errors of the platforms' libraries also carry the request that
 * failed: its address with an interaction's token, its text, its picture. None of that is read.
 */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { name, message, stack } = error;
  const {
    code,
    error_code: telegramCode,
    status,
    method,
    error: wrapped,
  } = error as Error & Record<string, unknown>;
  const cause = error.cause ?? wrapped;
  return {
    type: name,
    message,
    ...pick('code', code ?? telegramCode, ['string', 'number']),
    ...pick('status', status, ['number']),
    ...pick('method', method, ['string']),
    ...(stack === undefined ? {} : { stack }),
    ...(cause === undefined || depth >= MOST_CAUSES ? {} : { cause: errorFields(cause, depth + 1) }),
  };
}

const pick = (name: string, value: unknown, types: readonly string[]) =>
  types.includes(typeof value) ? { [name]: value } : {};
