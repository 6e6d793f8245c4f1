import type { Update } from '@grammyjs/types';
import { TelegramRefusal } from './refusal.js';
import type { Store } from './store.js';

/** Long polling and webhooks: updates in order, again until they are confirmed. */
export class Delivery {
  webhook = '';
  readonly #store: Store;
  #secret = '';
  #confirmed = 0;
  #pushing = false;
  #stopped = false;

  constructor(store: Store) {
    this.#store = store;
  }

  get #pending(): Update[] {
    return this.#store.updates.filter(({ update_id: id }) => id >= this.#confirmed);
  }

  get waiting(): number {
    return this.#pending.length;
  }

  async poll(parameters: Record<string, unknown>, closing: () => boolean): Promise<Update[]> {
    if (this.webhook)
      throw new TelegramRefusal(409, "Conflict: can't use getUpdates method while webhook is active");
    const offset = Number(parameters.offset ?? 0);
    if (offset > 0) this.#confirmed = Math.max(this.#confirmed, offset);
    const look = () =>
      this.#pending.length > 0 || closing()
        ? this.#pending.slice(0, Number(parameters.limit ?? 100))
        : undefined;
    const seconds = Number(parameters.timeout ?? 0);
    return await this.#store.changes.until('an update', look, Math.max(0.01, seconds)).catch(() => []);
  }

  setWebhook(url: string, secret: string): true {
    this.webhook = url;
    this.#secret = secret;
    if (url) void this.#push();
    return true;
  }

  repeatLast(): void {
    const last = this.#store.updates.at(-1);
    if (!last) throw new Error('There was no update yet.');
    this.#confirmed = last.update_id;
    this.#store.changes.changed();
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Posts updates to the webhook one after another; refused ones again, at most a hundred times. */
  async #push(): Promise<void> {
    if (this.#pushing) return;
    this.#pushing = true;
    let refusals = 0;
    while (this.webhook && !this.#stopped && refusals < 100) {
      const look = () => (this.#stopped ? null : this.#pending[0]);
      const update = await this.#store.changes.until('an update', look, 3600);
      if (update === null) break;
      const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': this.#secret };
      const response = await fetch(this.webhook, {
        method: 'POST',
        headers,
        body: JSON.stringify(update),
      }).catch(() => undefined);
      if (response?.ok) this.#confirmed = Math.max(this.#confirmed, update.update_id + 1);
      else refusals += 1;
      if (!response?.ok) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.#pushing = false;
  }
}
