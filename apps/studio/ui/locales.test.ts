import { readdirSync, readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';

const folder = new URL('./locales/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const sources = readdirSync(new URL('./', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(new URL(file, new URL('./', import.meta.url)), 'utf8'))
  .join('\n');

/** Names of texts, with the names of what they are filled with. */
function textsOf(file: string): Map<string, string> {
  const lines = read(file).matchAll(/^([\w-]+) = (.*)$/gm);
  return new Map(
    [...lines].map(([, name, text]) => [name!, [...text!.matchAll(/\$\w+/g)].map(String).sort().join(' ')]),
  );
}

const english = textsOf('en.ftl');
const others = readdirSync(folder).filter((file) => file !== 'en.ftl');

describe('the texts', () => {
  it('are the same in all languages, and filled with the same', () => {
    expect(others.sort()).toEqual(['de.ftl', 'es.ftl', 'fr.ftl', 'ru.ftl']);
    for (const file of others) expect([file, textsOf(file)]).toEqual([file, english]);
  });

  it('can be read', () => {
    for (const file of ['en.ftl', ...others]) {
      expect(new FluentBundle('en').addResource(new FluentResource(read(file)))).toEqual([]);
    }
  });

  it('are all there, and none is there for nothing', () => {
    const said = [...sources.matchAll(/say\(\s*'([\w-]+)'/g)].map(([, name]) => name!);
    expect(said.filter((name) => !english.has(name))).toEqual([]);
    const begun = [...sources.matchAll(/`([\w-]+-)\$\{/g)].map(([, start]) => start!);
    const isSaid = (name: string) =>
      sources.includes(`'${name}'`) || begun.some((start) => name.startsWith(start));
    expect([...english.keys()].filter((name) => !isSaid(name))).toEqual([]);
  });
});
