// Which page of the repository is which page of the site.
import { execFileSync } from 'node:child_process';
import { ROOT } from '../shared/results.js';

/** Pages outside `docs/` that are part of the site. */
const MOVED: Record<string, string> = {
  'CONTRIBUTING.md': 'contributing.md',
  'SECURITY.md': 'security.md',
  'CODE_OF_CONDUCT.md': 'code-of-conduct.md',
  'docs/decisions/README.md': 'decisions/index.md',
};

const README = /^(?:packages|apps|models)\/(?<name>[^/]+)\/README\.md$/;

/** Markdown pages of the repository, as git lists them. */
export function markdownPages(): string[] {
  const list = ['ls-files', '-z', '-co', '--exclude-standard', '*.md'];
  return execFileSync('git', list, { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
}

/** Where a page is on the site; undefined if it is not part of it. */
export function sitePath(page: string): string | undefined {
  const name = README.exec(page)?.groups?.name;
  if (name !== undefined) return `packages/${page.startsWith('models/') ? `model-${name}` : name}.md`;
  if (page in MOVED) return MOVED[page];
  return page.startsWith('docs/') && page.endsWith('.md') ? page.slice('docs/'.length) : undefined;
}
