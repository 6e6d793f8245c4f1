// Builds the documentation site in docs/.vitepress/dist. Needs built packages, and `npm ci --prefix docs` once.
//
//   npx tsx tools/docs/build.ts
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../shared/results.js';
import { gatherSite } from './gather.js';

const docs = join(ROOT, 'docs');
const run = (script: string, ...args: string[]) =>
  execFileSync(process.execPath, [join(docs, 'node_modules', script), ...args], {
    cwd: docs,
    stdio: 'inherit',
  });

gatherSite();
run('typedoc/bin/typedoc', '--options', 'typedoc.json');
run('vitepress/bin/vitepress.js', 'build');
