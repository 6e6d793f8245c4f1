import { effect, signal } from '@preact/signals';
import type { WordForms } from '../../src/contract.js';
import { get, RequestError } from '../api/request.js';
import { Speech } from '../words/speech.js';
import { isOnline, model } from './server.js';

/** How the user's language writes the words of the model; in English until that is known. */
export const speech = signal(new Speech());

/** Learns the words of the language that is shown. */
export function learnWords(language: () => string): void {
  effect(() => {
    const [wanted, words] = [language(), model.value?.words];
    if (!words || !isOnline.value) return;
    void get<WordForms>(`/v1/words?language=${wanted}`)
      .then(({ forms }) => {
        if (language() === wanted) speech.value = new Speech(forms);
      })
      .catch((error: unknown) => {
        // it is asked again when the server is back
        if (!(error instanceof RequestError)) throw error;
      });
  });
}
