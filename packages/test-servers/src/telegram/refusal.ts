import type { Answer } from '../http.js';

/** An answer of the Bot API that refuses a request. */
export class TelegramRefusal extends Error {
  readonly code: number;
  readonly retryAfter: number | undefined;

  constructor(code: number, description: string, retryAfter?: number) {
    super(description);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  get answer(): Answer {
    const { code, message, retryAfter } = this;
    const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } };
    return { status: code, body: { ok: false, error_code: code, description: message, ...parameters } };
  }
}

export const bad = (description: string) => new TelegramRefusal(400, `Bad Request: ${description}`);

export const tooMany = (seconds: number) =>
  new TelegramRefusal(429, `Too Many Requests: retry after ${seconds}`, seconds);
