// Links of Markdown pages, and where they lead.
import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { ROOT } from '../shared/results.js';

const CODE = /^(?<fence>`{3,}|~{3,}).*?^\k<fence>`*[ \t]*$|`[^`\n]+`/gms;
const LINK = /(?<before>!?\[[^\]]*\]\(|\bsrc="|^\s+(?:link|src): )(?<target>[^)\s"]+)/gm;

/** Calls `replace` with the target of every link outside code, and returns the page with what it returned. */
export function replaceLinks(markdown: string, replace: (target: string) => string): string {
  const code = [...markdown.matchAll(CODE)].map(
    ({ index, 0: { length } }) => [index, index + length] as const,
  );
  return markdown.replace(LINK, (whole, before: string, target: string, at: number) => {
    if (code.some(([from, to]) => at >= from && at < to)) return whole;
    return `${before}${replace(target)}`;
  });
}

/** The path in the repository that a link of a page leads to, and the heading; undefined if it leads elsewhere. */
export function linkedPath(page: string, target: string): { path: string; anchor: string } | undefined {
  if (/^([a-z]+:|\/)/i.test(target)) return undefined;
  const [path = '', anchor = ''] = target.split('#');
  return { path: path === '' ? page : posix.join(posix.dirname(page), decodeURI(path)), anchor };
}

/** The page that a path names: a folder's is its README. */
export function pageAt(path: string): string {
  const readme = posix.join(path, 'README.md');
  return !path.endsWith('.md') && existsSync(join(ROOT, readme)) ? readme : path;
}

/** Whether a file or folder of the repository is there. */
export const isThere = (path: string) =>
  existsSync(join(ROOT, dirname(path))) && existsSync(join(ROOT, path));

/** The names by which headings of a page can be linked, as forges make them. */
export function anchorsOf(markdown: string): Set<string> {
  const headings = markdown.replaceAll(/^(`{3,}).*?^\1/gms, '').matchAll(/^#{1,6} (?<text>.+)$/gm);
  return new Set([...headings].map(({ groups }) => slugOf(groups!.text!)));
}

function slugOf(heading: string): string {
  const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
  return text
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}
