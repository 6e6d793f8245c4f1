// Gathers the pages of the site in docs/.site: those of `docs/`, and the README of every package. Links between them lead
// to pages of the site, links to pictures to copies, all others to the repository.
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { readManifest } from '../release/packages.js';
import { ROOT } from '../shared/results.js';
import { isThere, linkedPath, pageAt, replaceLinks } from './links.js';
import { markdownPages, sitePath } from './site.js';

const SITE = join(ROOT, 'docs', '.site');
const PICTURE = /\.(png|jpe?g|svg|webp|gif)$/;
const { repository } = readManifest('.') as unknown as { repository: { url: string } };
const FORGE = repository.url.replace(/^git\+|\.git$/g, '');

/** Throws if a link leads nowhere. */
export function gatherSite(): void {
  rmSync(SITE, { recursive: true, force: true });
  cpSync(join(ROOT, 'docs/images'), join(SITE, 'public/assets/docs/images'), { recursive: true });
  for (const page of markdownPages()) {
    const to = sitePath(page);
    if (to !== undefined)
      write(
        to,
        replaceLinks(textOf(page), (target) => siteLink(page, to, target)),
      );
  }
}

const textOf = (page: string) => readFileSync(join(ROOT, page), 'utf8');

function write(path: string, text: string): void {
  mkdirSync(dirname(join(SITE, path)), { recursive: true });
  writeFileSync(join(SITE, path), text);
}

function siteLink(page: string, to: string, target: string): string {
  const linked = linkedPath(page, target);
  if (linked === undefined) return target;
  const path = pageAt(withExtension(linked.path));
  if (!isThere(path)) throw new Error(`${page} links to ${target}, which is not there.`);
  const anchor = linked.anchor === '' ? '' : `#${linked.anchor}`;
  const there = sitePath(path);
  if (there !== undefined) return `${relative(to, there)}${anchor}`;
  if (PICTURE.test(path)) return copied(path);
  const kind = statSync(join(ROOT, path)).isDirectory() ? 'tree' : 'blob';
  return `${FORGE}/${kind}/main/${path}${anchor}`;
}

/** Front matter links pages without their extension. */
const withExtension = (path: string) => (isThere(`${path}.md`) ? `${path}.md` : path);

function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

function copied(path: string): string {
  const to = join(SITE, 'public/assets', path);
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(join(ROOT, path), to);
  return `/assets/${path}`;
}
