import type { Transformer } from 'grammy';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Telegram takes a message a second in a chat and twenty a minute in a group; edits count as messages. */
const CHAT_GAP = SECOND;
const GROUP_MINUTE = 20;
/** Of those twenty, what progress leaves to answers. */
const GROUP_PROGRESS = 12;
/** Telegram takes about thirty a second in all. */
const ALL_SECOND = 20;

const COUNTED = /^(send(?!ChatAction)|edit)/;

/** Knows what each chat got lately, so that no message runs into a flood limit. */
export class Pace {
  readonly #sent = new Map<number, number[]>();
  readonly #held = new Map<number, number>();
  /** When Telegram last answered: a busy process sends later than it means to. */
  readonly #answered = new Map<number, number>();
  #all: number[] = [];

  /** Counts every message and edit of an API, and remembers where Telegram asked for patience. */
  readonly transformer: Transformer = async (previous, method, payload, signal) => {
    const chat = Number((payload as { chat_id?: number | string }).chat_id);
    if (!COUNTED.test(method) || Number.isNaN(chat)) return previous(method, payload, signal);
    this.count(chat);
    const answer = await previous(method, payload, signal);
    this.#answered.set(chat, Date.now());
    const seconds = answer.ok ? undefined : answer.parameters?.retry_after;
    if (seconds !== undefined) this.#held.set(chat, Date.now() + seconds * SECOND);
    return answer;
  };

  count(chat: number): void {
    const now = Date.now();
    this.#sent.set(chat, [...this.#recent(chat), now]);
    this.#all = [...this.#all.filter((at) => now - at < SECOND), now];
    if (this.#sent.size > 10_000) this.#forget();
  }

  /** Whether progress may be written now. What may not is dropped. */
  allowsProgress(chat: number): boolean {
    const now = Date.now();
    if (this.#all.filter((at) => now - at < SECOND).length >= ALL_SECOND) return false;
    if (isGroup(chat) && this.#recent(chat).length >= GROUP_PROGRESS) return false;
    return this.waitSeconds(chat) === 0;
  }

  /** How long an answer to a chat has to wait. */
  waitSeconds(chat: number): number {
    const now = Date.now();
    const recent = this.#recent(chat);
    const gap = Math.max(recent.at(-1) ?? 0, this.#answered.get(chat) ?? 0) + CHAT_GAP;
    const full = isGroup(chat) && recent.length >= GROUP_MINUTE ? recent.at(-GROUP_MINUTE)! + MINUTE : 0;
    return Math.max(0, Math.max(gap, full, this.#held.get(chat) ?? 0) - now) / SECOND;
  }

  #recent(chat: number): number[] {
    const now = Date.now();
    return (this.#sent.get(chat) ?? []).filter((at) => now - at < MINUTE);
  }

  #forget(): void {
    for (const chat of this.#sent.keys()) if (this.#recent(chat).length === 0) this.#sent.delete(chat);
    for (const [chat, until] of this.#held) if (until < Date.now()) this.#held.delete(chat);
    for (const [chat, at] of this.#answered) if (at < Date.now() - MINUTE) this.#answered.delete(chat);
  }
}

/** Groups have negative numbers. */
const isGroup = (chat: number) => chat < 0;
