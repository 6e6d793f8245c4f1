import { readFileSync } from 'node:fs';

/** One line of a table of sentences. */
export interface Row {
  text: string;
  /** The canonical form, or `- code: what is underlined`. */
  meaning: string;
  /** How it is read: `pack`, `region`, or a language. */
  mode: string;
}

/** Reads a table of `src/__fixtures__`: lines of columns parted by tabs, comments after `#` and a space. */
export function sentences(name: string): Row[] {
  const text = readFileSync(new URL(`../../src/__fixtures__/${name}`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('# '))
    .map((line) => {
      const [sentence = '', meaning = '', mode = ''] = line.split('\t');
      const unescaped = sentence
        .replaceAll('\\n', '\n')
        .replace(/\\u([0-9a-f]{4})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
      return { text: unescaped, meaning, mode };
    });
}
