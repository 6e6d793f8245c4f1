import { tooMany } from './refusal.js';

/** How much a bot may do; what is beyond is answered 429. None: no such limit. */
export interface FloodLimits {
  /** Calls that concern one chat, within one second. */
  perChatPerSecond?: number;
  /** Messages and edits in one group within one minute; an album is as many as its pictures. */
  perGroupPerMinute?: number;
  /** Calls that concern any chat, within one second. */
  perSecond?: number;
}

/** A call that was refused because there were too many before it. */
export interface Flooded {
  method: string;
  chat: number;
  limit: keyof FloodLimits;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** What only asks is not limited, and what shows no message not by the minute. */
const ASKS = /^get/;
const MESSAGES = /^(send(?!ChatAction)|edit)/;

/** Counts what each chat, each group and all chats get. */
export class Flood {
  readonly refused: Flooded[] = [];
  readonly #limits: FloodLimits;
  readonly #seen = new Map<string, number[]>();

  constructor(limits: FloodLimits) {
    this.#limits = limits;
  }

  count(method: string, chat: number, weight: number): void {
    if (Number.isNaN(chat) || ASKS.test(method)) return;
    const minute = MESSAGES.test(method) && chat < 0 ? weight : 0;
    const windows = [
      ['perChatPerSecond', `chat ${chat}`, SECOND, 1],
      ['perGroupPerMinute', `group ${chat}`, MINUTE, minute],
      ['perSecond', 'all', SECOND, 1],
    ] as const;
    for (const [limit, key, ms, calls] of windows) {
      const recent = this.#recent(key, ms);
      if (calls === 0 || recent.length + calls <= (this.#limits[limit] ?? Number.POSITIVE_INFINITY)) continue;
      this.refused.push({ method, chat, limit });
      throw tooMany(Math.max(1, Math.ceil(((recent[0] ?? Date.now()) + ms - Date.now()) / SECOND)));
    }
    for (const [, key, ms, calls] of windows) {
      this.#seen.set(key, [...this.#recent(key, ms), ...Array.from({ length: calls }, () => Date.now())]);
    }
  }

  #recent(key: string, ms: number): number[] {
    return (this.#seen.get(key) ?? []).filter((at) => Date.now() - at < ms);
  }
}
