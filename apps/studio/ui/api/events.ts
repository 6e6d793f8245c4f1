import type { StudioEvents } from '../../src/contract.js';

/** Browsers try again by themselves after most failures; after an answer that is no stream they give up. */
const AGAIN_AFTER = 1000;

export interface EventHandlers {
  edit(view: StudioEvents['edit']): void;
  deleted(which: StudioEvents['deleted']): void;
  /** Called when the server answers, and when it stops doing so. */
  online(isOnline: boolean): void;
}

/** Listens to everything that happens to edits, for as long as the window is open. */
export function listen(handlers: EventHandlers): void {
  const source = new EventSource('/v1/events');
  source.addEventListener('open', () => handlers.online(true));
  source.addEventListener('edit', ({ data }) => handlers.edit(JSON.parse(data)));
  source.addEventListener('deleted', ({ data }) => handlers.deleted(JSON.parse(data)));
  source.addEventListener('error', () => {
    handlers.online(false);
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen(handlers), AGAIN_AFTER);
  });
}
