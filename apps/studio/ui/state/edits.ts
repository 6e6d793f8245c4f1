import { computed, signal } from '@preact/signals';
import type { EditPage, EditView } from '../../src/contract.js';
import { get, post, request } from '../api/request.js';
import { medianSeconds } from './seconds.js';

/** All edits that this window knows, by their ids. */
const known = signal<ReadonlyMap<string, EditView>>(new Map());

/** The history, newest first. */
export const edits = computed(() =>
  [...known.value.values()].sort(
    (a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id),
  ),
);

/** For the page after; undefined if there is none. */
export const nextPage = signal<string | undefined>();

/** What an edit usually takes here, in seconds; undefined before the first. */
export const usualSeconds = computed(() => medianSeconds(edits.value));

export const isOver = ({ status }: EditView): boolean =>
  status === 'done' || status === 'failed' || status === 'cancelled';

export const editOf = (id: string | undefined): EditView | undefined =>
  id === undefined ? undefined : known.value.get(id);

/** Takes what is new of edits. An answer that comes late does not bring back to life what is over. */
export function learn(...views: readonly EditView[]): void {
  const next = new Map(known.peek());
  for (const view of views) {
    const before = next.get(view.id);
    if (!before || !isOver(before) || isOver(view)) next.set(view.id, view);
  }
  known.value = next;
}

export function forget(id: string): void {
  const next = new Map(known.peek());
  next.delete(id);
  known.value = next;
}

/** Reads the newest edits again: those of another window, or from before a restart. */
export async function readHistory(): Promise<void> {
  const page = await get<EditPage>('/v1/edits');
  // what was deleted meanwhile, among the newest
  const oldest = page.edits.at(-1)?.createdAt;
  const rest =
    page.next === undefined || oldest === undefined
      ? []
      : edits.peek().filter(({ createdAt }) => createdAt < oldest);
  known.value = new Map([...rest, ...page.edits].map((view) => [view.id, view]));
  nextPage.value = page.next;
}

export async function readMore(): Promise<void> {
  if (nextPage.peek() === undefined) return;
  const page = await get<EditPage>(`/v1/edits?before=${nextPage.peek()}`);
  learn(...page.edits);
  nextPage.value = page.next;
}

export async function cancelEdit(id: string): Promise<void> {
  await post(`/v1/edits/${id}/cancel`, {});
}

export async function deleteEdit(id: string): Promise<void> {
  await request(`/v1/edits/${id}`, { method: 'DELETE' });
  forget(id);
}

export async function keepVariant(id: string, result: number): Promise<void> {
  learn(await post<EditView>(`/v1/edits/${id}/keep`, { result }));
}
