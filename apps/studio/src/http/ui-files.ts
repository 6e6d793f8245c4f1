import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { Context } from 'hono';
import type { Environment } from './environment.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Everything comes from this server, nothing is written into the page. */
const CONTENT_SECURITY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "font-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface UiFile {
  body: Uint8Array<ArrayBuffer>;
  type: string;
  /** Its name changes with its contents. */
  isHashed: boolean;
}

/** The built browser side: paths of the server to files. What is not in it does not exist, whatever a path says. */
export type UiFiles = ReadonlyMap<string, UiFile>;

/** Reads the built browser side. Empty if it was not built. */
export async function readUiFiles(folder: string): Promise<UiFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(unlessMissing);
  const files = new Map<string, UiFile>();
  for (const entry of entries.filter((one) => one.isFile() && extname(one.name) in TYPES)) {
    const path = join(entry.parentPath, entry.name);
    const url = path.slice(folder.length).split(sep).join('/');
    const body = new Uint8Array(await readFile(path));
    const file = { body, type: TYPES[extname(entry.name)]!, isHashed: url.startsWith('/assets/') };
    files.set(url === '/index.html' ? '/' : url, file);
  }
  return files;
}

/** Answers with a file of the browser side, or undefined if there is none of that path. */
export function uiAnswer(context: Context<Environment>, files: UiFiles): Response | undefined {
  const file = files.get(context.req.path);
  if (!file) return undefined;
  return context.body(file.body, 200, {
    'content-type': file.type,
    'content-security-policy': CONTENT_SECURITY,
    'cache-control': file.isHashed ? 'private, max-age=31536000, immutable' : 'no-cache',
  });
}

function unlessMissing(error: NodeJS.ErrnoException): never[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
