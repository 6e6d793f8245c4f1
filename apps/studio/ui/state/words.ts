import { computed, effect, signal } from '@preact/signals';
import type { ReadAnswer } from '../../src/contract.js';
import { post, RequestError } from '../api/request.js';
import { isOnline, waitForServer } from './server.js';

/** What is written in the command line. */
export const command = signal('');

/** Counts how often somebody is to be asked what becomes of a thing: then the caret goes behind the command. */
export const askings = signal(0);

export function askWhatBecomesOfIt(): void {
  askings.value = askings.peek() + 1;
}

/** What the server understood of it, and of which text. */
export const reading = signal<{ of: string; answer: ReadAnswer } | undefined>();

/** Whether what is written has been read. */
export const isRead = computed(() => reading.value?.of === command.value);

/** What is not understood in the command as it is now. */
export const readError = computed(() => (isRead.value ? reading.value?.answer.error : undefined));

/** Whether what is not understood is only not finished: it reaches to the end of what is being typed. */
export const isUnfinished = computed(() => {
  const { span } = readError.value ?? {};
  return span !== undefined && isTyping.value && span[1] >= command.value.trimEnd().length;
});

/** Whether the caret is at the end of the command. */
export const isTyping = signal(false);

/** The edits of the command as it is now, if it was understood. */
export const readEdits = computed(() =>
  isRead.value && !reading.value?.answer.error ? reading.value?.answer.edits : undefined,
);

/** Typing that goes on is not read key by key. */
const REST = 60;

/** Reads the command whenever it has changed, in the user's language. */
export function readWhileTyping(language: () => string): void {
  effect(() => {
    const [text, locale] = [command.value, language()];
    if (text.trim() === '' || !isOnline.value) return;
    const stop = new AbortController();
    const timer = setTimeout(() => void read(text, locale, stop.signal), REST);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  });
}

async function read(text: string, language: string, signal: AbortSignal): Promise<void> {
  try {
    const answer = await post<ReadAnswer>('/v1/read', { command: text, language }, { signal });
    reading.value = { of: text, answer };
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof RequestError)) throw error;
    if (error.isOffline) void waitForServer();
    else reading.value = { of: text, answer: { edits: [], kept: [], error: error.body } };
  }
}

/** Waits until the command has been read, as its chips are what masks belong to. */
export function untilRead(): Promise<void> {
  return new Promise((resolve) => {
    const stop = readEdits.subscribe((edits) => {
      if (!edits) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}
