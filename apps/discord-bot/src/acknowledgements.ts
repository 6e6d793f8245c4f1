import { type REST, RESTEvents } from 'discord.js';

/** How long Discord takes the first answer to an interaction. */
const ANSWERABLE_MS = 3_000;
const CALLBACK = /^\/interactions\/(\d+)\//;

interface Open {
  answered: Promise<void>;
  end: () => void;
  timer: NodeJS.Timeout;
}

/**
 * Interactions that wait for their first answer, which Discord takes for three seconds. If many come at once, all are
 * answered before the work that the first of them asked for takes the thread.
 */
export class Acknowledgements {
  readonly #open = new Map<string, Open>();

  /** @param rest sends the answers; an interaction is over when the first of them has arrived, however long its handler takes */
  constructor(rest: REST) {
    rest.on(RESTEvents.Response, ({ path }, { status }) => {
      const [, id] = CALLBACK.exec(path) ?? [];
      // what is limited or failed at Discord is sent again
      if (id !== undefined && status !== 429 && status < 500) this.done(id);
    });
  }

  enter(id: string): void {
    let end = () => {};
    const answered = new Promise<void>((resolve) => {
      end = resolve;
    });
    const timer = setTimeout(() => this.done(id), ANSWERABLE_MS);
    this.#open.set(id, { answered, end, timer });
  }

  /** The interaction was answered, or cannot be any more. */
  done(id: string): void {
    const open = this.#open.get(id);
    if (!open) return;
    clearTimeout(open.timer);
    this.#open.delete(id);
    open.end();
  }

  /** Resolves when those that wait now are answered, after three seconds at most. Later ones are not waited for. */
  async quiet(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ answered }) => answered));
  }
}
