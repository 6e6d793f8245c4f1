import type { Answer } from '../http.js';

/** An answer of Discord's API that refuses a request. */
export class DiscordRefusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly details: unknown;

  constructor(status: number, code: number, message: string, details?: unknown) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  get answer(): Answer {
    const { status, code, message, details } = this;
    return { status, body: { code, message, ...(details === undefined ? {} : { errors: details }) } };
  }
}

export const unknown = {
  interaction: () => new DiscordRefusal(404, 10062, 'Unknown interaction'),
  message: () => new DiscordRefusal(404, 10008, 'Unknown Message'),
  channel: () => new DiscordRefusal(404, 10003, 'Unknown Channel'),
  webhook: () => new DiscordRefusal(401, 50027, 'Invalid Webhook Token'),
};

/** A body that breaks a published limit; `problems` name the field and the limit. */
export const invalidForm = (problems: readonly string[]) =>
  new DiscordRefusal(400, 50035, `Invalid Form Body: ${problems.join('; ')}`, problems);
