import type { ApiCallFn, Transformer } from 'grammy';
import { Slots } from './slots.js';

/** Telegram takes a message a second in a chat; a little more, for clocks that differ. */
const CHAT_MS = 1_050;
/** Of messages and edits, in a group. */
const GROUP = { most: 20, ms: 61_000, forAnswers: 8 };
/** Telegram takes about thirty a second in all. */
const ALL = { most: 25, ms: 1_050, forAnswers: 10 };

/** What only asks is not limited, and what shows no message not by a group's minute. */
const ASKS = /^get/;
const MESSAGES = /^(send(?!ChatAction)|edit)/;
/** Chats that are remembered before those are forgotten that nothing is held for. */
const MOST_CHATS = 10_000;

/** What a chat got lately, and what waits for it. */
interface Lane {
  chat: Slots;
  /** Of a group. */
  minute: Slots | undefined;
}

/** What must outlive the process: by group and chat, when what was sent counts no more. */
export type SavedPace = [chat: number, second: readonly number[], minute: readonly number[]][];

/** Thrown by calls that may only go at once, and cannot. */
export class NotNow extends Error {
  override readonly name = 'NotNow';
}

/**
 * The one schedule of all that the bot does in chats: one call at a time in a chat, no more a second, a group's minute
 * and in all than Telegram takes. Answers wait for their turn, in their order. Progress never waits: it goes where the
 * chat is free and nothing waits for it, and leaves room to answers.
 */
export class Pace {
  readonly #lanes = new Map<number, Lane>();
  readonly #all = new Slots(ALL.most, ALL.ms);

  /** @param saved of the process before, since a group's minute does not end with it */
  constructor(saved: SavedPace = []) {
    for (const [chat, second, minute] of saved) this.#lanes.set(chat, laneOf(chat, second, minute));
  }

  /** For the next process; when all is answered. */
  get saved(): SavedPace {
    this.#forget();
    return [...this.#lanes].map(([chat, lane]) => [chat, lane.chat.until, lane.minute?.until ?? []]);
  }

  /** For answers. Each try counts, so it belongs inside whatever tries again. */
  readonly answers: Transformer = async (previous, method, payload, signal) => {
    const chat = chatOf(method, payload);
    if (chat === undefined) return previous(method, payload, signal);
    const lane = this.#lane(chat);
    const weight = weightOf(method, payload);
    await lane.chat.take();
    for (let taken = 0; taken < weight; taken++) await lane.minute?.take();
    await this.#all.take();
    return this.#send(lane, weight, () => previous(method, payload, signal));
  };

  /** For progress. @throws NotNow */
  readonly progress: Transformer = async (previous, method, payload, signal) => {
    const chat = chatOf(method, payload);
    if (chat === undefined) return previous(method, payload, signal);
    if (!this.allowsProgress(chat)) throw new NotNow();
    const lane = this.#lane(chat);
    const weight = weightOf(method, payload);
    // all are free, so that none of these waits
    void lane.chat.take();
    if (weight > 0) void lane.minute?.take();
    void this.#all.take();
    return this.#send(lane, weight, () => previous(method, payload, signal));
  };

  /** Whether progress may be written now. */
  allowsProgress(chat: number): boolean {
    const { chat: second, minute } = this.#lane(chat);
    return second.has() && (minute?.has(GROUP.forAnswers) ?? true) && this.#all.has(ALL.forAnswers);
  }

  /** How long an answer of so many messages would wait, at least. */
  waitSeconds(chat: number, messages = 1): number {
    const { chat: second, minute } = this.#lane(chat);
    return Math.max(second.waitMs(), minute?.waitMs(messages) ?? 0, this.#all.waitMs()) / 1_000;
  }

  async #send(lane: Lane, weight: number, call: () => ReturnType<ApiCallFn>) {
    let heldMs: number | undefined;
    try {
      const answer = await call();
      const patience = answer.ok ? undefined : answer.parameters?.retry_after;
      if (patience !== undefined) heldMs = Math.max(CHAT_MS, patience * 1_000);
      return answer;
    } finally {
      lane.chat.giveBack(heldMs);
      for (let taken = 0; taken < weight; taken++) lane.minute?.giveBack();
      this.#all.giveBack();
    }
  }

  #lane(chat: number): Lane {
    const known = this.#lanes.get(chat);
    if (known) return known;
    if (this.#lanes.size >= MOST_CHATS) this.#forget();
    const lane = laneOf(chat);
    this.#lanes.set(chat, lane);
    return lane;
  }

  #forget(): void {
    for (const [chat, { chat: second, minute }] of this.#lanes) {
      if (second.idle && (minute?.idle ?? true)) this.#lanes.delete(chat);
    }
  }
}

function laneOf(chat: number, second: readonly number[] = [], minute: readonly number[] = []): Lane {
  return {
    chat: new Slots(1, CHAT_MS, second),
    // groups have negative numbers
    minute: chat < 0 ? new Slots(GROUP.most, GROUP.ms, minute) : undefined,
  };
}

/** The chat that a call does something in. */
function chatOf(method: string, payload: object): number | undefined {
  if (ASKS.test(method) || !('chat_id' in payload)) return undefined;
  return Number(payload.chat_id);
}

/** How many messages a group sees of it. */
function weightOf(method: string, payload: object): number {
  if (!MESSAGES.test(method)) return 0;
  return 'media' in payload && Array.isArray(payload.media) ? payload.media.length : 1;
}
