import { randomBytes } from 'node:crypto';
import type { Job, Jobs, User } from '@dualedit/jobs';
import type { EditView } from '../contract.js';
import { editView } from '../edits/edit-view.js';
import { FRONT_END } from '../guard/front-end.js';

/** As many are kept for who comes back after a moment. */
const KEPT = 500;

export type StudioEvent =
  | { id: string; user: string; type: 'edit'; data: EditView }
  | { id: string; user: string; type: 'deleted'; data: { id: string } };

type Listener = (event: StudioEvent) => void;

/** Tells of every change of every edit, in the order in which they happened; one look at the store serves all listeners. */
export class EditEvents {
  /** Numbers of another start of the server say nothing. */
  private readonly boot = randomBytes(4).toString('hex');
  private count = 0;
  private readonly recent: StudioEvent[] = [];
  private readonly listeners = new Set<Listener>();
  private readonly stopWatching: () => void;

  constructor(jobs: Jobs) {
    this.stopWatching = jobs.watch({ frontEnd: FRONT_END }, (job) => this.changed(job));
  }

  changed(job: Job): void {
    this.tell({ id: this.nextId(), user: job.user.id, type: 'edit', data: editView(job) });
  }

  deleted(user: User, id: string): void {
    this.tell({ id: this.nextId(), user: user.id, type: 'deleted', data: { id } });
  }

  /** @returns how to stop listening */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What happened after an event; undefined if that is not known any more. */
  since(id: string): StudioEvent[] | undefined {
    const at = this.recent.findIndex((event) => event.id === id);
    return at < 0 ? undefined : this.recent.slice(at + 1);
  }

  close(): void {
    this.stopWatching();
    this.listeners.clear();
  }

  private nextId(): string {
    return `${this.boot}-${++this.count}`;
  }

  private tell(event: StudioEvent): void {
    this.recent.push(event);
    if (this.recent.length > KEPT) this.recent.shift();
    for (const listener of this.listeners) listener(event);
  }
}
