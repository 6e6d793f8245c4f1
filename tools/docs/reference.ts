// Writes the pages of docs/reference that follow from the code: the command line's help, the registry of errors, methods
// and inversions, and the environment of bots. Needs built packages.
//
//   npx tsx tools/docs/reference.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../shared/results.js';
import { commandLinePage } from './command-line-page.js';
import { environmentPage } from './environment-page.js';
import { errorsPage } from './errors-page.js';
import { methodsPage } from './methods-page.js';

const FOLDER = join(ROOT, 'docs', 'reference');
const NOTE = '<!-- Written by tools/docs/reference.ts: change the code, not this page. -->\n\n';

mkdirSync(FOLDER, { recursive: true });
const pages = {
  'command-line': commandLinePage(),
  environment: environmentPage(),
  errors: errorsPage(),
  methods: methodsPage(),
};
for (const [name, text] of Object.entries(pages)) writeFileSync(join(FOLDER, `${name}.md`), NOTE + text);
