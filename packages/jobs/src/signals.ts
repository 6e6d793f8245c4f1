import { EventEmitter } from 'node:events';
import { CHANNEL, type Database, type Sql } from './database/database.js';

/** What processes tell each other through the database. The argument is a job's id or a front end. */
type Kind = 'queued' | 'cancel' | 'changed' | 'finished' | 'control';

/** Wake-ups between processes. They may be missed, so everything that waits for one also looks now and then. */
export class Signals {
  private readonly events = new EventEmitter().setMaxListeners(0);

  static async on(database: Database): Promise<Signals> {
    const signals = new Signals();
    await database.listen(
      (payload) => {
        const [kind, about] = payload.split(' ');
        signals.events.emit(kind as Kind, about);
      },
      () => {
        for (const kind of signals.events.eventNames()) signals.events.emit(kind, undefined);
      },
    );
    return signals;
  }

  /** Sends with the transaction: nobody hears of what did not happen. */
  static async send(sql: Sql, kind: Kind, about: string): Promise<void> {
    await sql.query('select pg_notify($1, $2)', [CHANNEL, `${kind} ${about}`]);
  }

  /** `about` is undefined where anything may have happened unheard. @returns how to stop listening */
  listen(kind: Kind, onSignal: (about: string | undefined) => void): () => void {
    this.events.on(kind, onSignal);
    return () => this.events.off(kind, onSignal);
  }

  /** A promise of the next signal of a kind, of `ms`, or of an abort: whatever comes first. Never rejects. */
  next(kind: Kind, ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        stop();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      const stop = this.listen(kind, done);
      signal.addEventListener('abort', done, { once: true });
      if (signal.aborted) done();
    });
  }
}
