// What pages of the documentation say is so: links lead somewhere, commands can be typed, examples compile.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../shared/results.js';
import { blocksOf } from './blocks.js';
import { problemOf } from './command-problems.js';
import { exampleProblems } from './example-problems.js';
import { anchorsOf, isThere, linkedPath, pageAt, replaceLinks } from './links.js';
import { shellCommandsOf } from './shell-commands.js';
import { markdownPages } from './site.js';

const textOf = (page: string) => readFileSync(join(ROOT, page), 'utf8');
const pages = markdownPages().filter((page) => !/__fixtures__|^results\/|^\.changeset\//.test(page));
const blocks = pages.flatMap((page) => blocksOf(page, textOf(page)));

function deadLinks(page: string, markdown: string): string[] {
  const dead: string[] = [];
  replaceLinks(markdown, (target) => {
    const linked = linkedPath(page, target);
    if (linked === undefined) return target;
    const path = [linked.path, `${linked.path}.md`].map(pageAt).find(isThere);
    if (path === undefined) dead.push(`${page} links to ${target}, which is not there`);
    else if (linked.anchor !== '' && path.endsWith('.md') && !anchorsOf(textOf(path)).has(linked.anchor))
      dead.push(`${page} links to ${target}, and ${path} has no such heading`);
    return target;
  });
  return dead;
}

describe('links', () => {
  it('lead to files and headings that are there', () => {
    expect(pages.length).toBeGreaterThan(60);
    expect(pages.flatMap((page) => deadLinks(page, textOf(page)))).toEqual([]);
  });

  it('that are dead are found, and not in code', () => {
    const page =
      '[a](nowhere.md) [b](LICENSE) [c](README.md#no-such) `[d](no.md)`\n\n```md\n[e](no.md)\n```\n';
    expect(deadLinks('README.md', page)).toEqual([
      'README.md links to nowhere.md, which is not there',
      'README.md links to README.md#no-such, and README.md has no such heading',
    ]);
  });
});

describe('commands', () => {
  const commands = blocks.flatMap(shellCommandsOf);

  it('have options, scripts and words that are known', async () => {
    expect(commands.length).toBeGreaterThan(80);
    const problems = await Promise.all(
      commands.map(async (command) => ({ where: command.where, problem: await problemOf(command) })),
    );
    expect(problems.filter(({ problem }) => problem !== undefined)).toEqual([]);
  });

  it.each([
    ['dualedit edit a.png "hat→red" --mehtod mag', /unknown option/],
    ['dualedit edit a.png "hat red"', /no arrow or verb/],
    ['dualedit edti a.png', /unknown command/],
    ['cat a.png | npx dualedit masks - "hat→red" --device gpu', /argument 'gpu' is invalid/],
    ['A=1 npm run no-such-script', /no package.json has a script/],
    ['npx tsx tools/no-such.ts 3 # a comment', /is not there/],
    ['frobnicate --now', /nobody knows/],
  ])('%s is refused', async (text, problem) => {
    const found = shellCommandsOf({ page: 'x.md', line: 1, language: 'sh', text });
    expect(await problemOf(found.at(-1)!)).toMatch(problem);
  });
});

describe('examples in TypeScript', () => {
  const examples = blocks.filter(({ language, text }) => language === 'ts' && text.startsWith('import'));

  it('compile against the packages', () => {
    expect(examples.length).toBeGreaterThan(8);
    expect(exampleProblems(examples)).toEqual([]);
  });

  it('that name what is not exported are found', () => {
    const text =
      "import { openEditor, openDoor } from 'dualedit';\nconst e = await openEditor({ modle: 'x' });\n";
    const problems = exampleProblems([{ page: 'x.md', line: 10, language: 'ts', text }]);
    expect(problems).toEqual([
      expect.stringMatching(/^x\.md:10: .*openDoor/),
      expect.stringMatching(/^x\.md:11: .*modle/),
    ]);
  });
});
