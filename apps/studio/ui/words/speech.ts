import type { WordForms } from '../../src/contract.js';

/** How a language writes the words of the model: English ones are always understood, too. */
export class Speech {
  readonly #forms: ReadonlyMap<string, readonly string[]>;
  readonly #english = new Map<string, string>();

  constructor(forms: WordForms['forms'] = {}) {
    this.#forms = new Map(Object.entries(forms));
    // what is written in two ways means what is said first
    for (const [word, all] of this.#forms)
      for (const form of all)
        if (!this.#english.has(form.toLowerCase())) this.#english.set(form.toLowerCase(), word);
  }

  /** Every form of an English word, the plainest first. */
  formsOf(word: string): readonly string[] {
    return this.#forms.get(word) ?? [word];
  }

  /** An English word as this language writes it. */
  say(word: string): string {
    return this.formsOf(word)[0] ?? word;
  }

  /** The English for what some words end with, as much of them as has a meaning; the last word itself if nothing has. */
  englishOf(words: string): string {
    const all = words.toLowerCase().trim().split(/\s+/);
    const ends = all.map((_, i) => all.slice(i).join(' '));
    return ends.map((end) => this.#english.get(end)).find(Boolean) ?? all.at(-1)!;
  }
}
