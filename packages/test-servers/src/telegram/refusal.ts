import type { Answer } from '../http.js';

/** An answer of the Bot API that refuses a request. */
export class TelegramRefusal extends Error {
  readonly code: number;
  /** What a bot can do about it, such as `retry_after`. */
  readonly parameters: Record<string, number> | undefined;

  constructor(code: number, description: string, parameters?: Record<string, number>) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }

  get answer(): Answer {
    const { code, message, parameters } = this;
    const more = parameters === undefined ? {} : { parameters };
    return { status: code, body: { ok: false, error_code: code, description: message, ...more } };
  }
}

export const bad = (description: string) => new TelegramRefusal(400, `Bad Request: ${description}`);

export const tooMany = (seconds: number) =>
  new TelegramRefusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });

export const migrated = (to: number) =>
  new TelegramRefusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
    migrate_to_chat_id: to,
  });
