// Writes docs/reference/licenses.md: the license of everything that is installed along with the published packages.
// Fails if one is not known to be compatible with Apache-2.0, or if a package that nobody looked at wants to run a script
// while it is installed. With `--check`, writes nothing and fails if the page is not what the lock file says.
//
//   npx tsx tools/release/licenses.ts [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../shared/results.js';
import { type Locked, productionDependencies } from './production.js';

const PAGE = 'docs/reference/licenses.md';

/** SPDX identifiers that a program under Apache-2.0 can depend on, and what they ask for. */
const COMPATIBLE: Record<string, string> = {
  '0BSD': 'nothing',
  'Apache-2.0': 'keep the license and notices; state changes',
  'BSD-2-Clause': 'keep the copyright notice',
  'BSD-3-Clause': 'keep the copyright notice; no endorsement',
  'BlueOak-1.0.0': 'keep the license text or a link to it',
  'CC0-1.0': 'nothing',
  ISC: 'keep the copyright notice',
  'LGPL-3.0-or-later':
    'keep it replaceable: this is libvips, which sharp loads and which is not linked into ours',
  MIT: 'keep the copyright notice',
};

/** Packages with an install script, and why nobody needs it. */
const SCRIPTS: Record<string, string> = {
  'onnxruntime-node': 'downloads the CUDA libraries; the CPU libraries are in the package',
  protobufjs: 'prints a warning about version ranges',
};

const dependencies = productionDependencies();
const unknown = dependencies.filter(({ license }) => idsOf(license).some((id) => !(id in COMPATIBLE)));
const scripted = dependencies.filter(({ name, hasInstallScript }) => hasInstallScript && !(name in SCRIPTS));
const text = page();
const stale = process.argv.includes('--check') && readFileSync(join(ROOT, PAGE), 'utf8') !== text;
if (!process.argv.includes('--check')) writeFileSync(join(ROOT, PAGE), text);

const problems = [
  ...unknown.map(
    ({ name, license }) => `${name}: license ${license} is not known to be compatible with Apache-2.0.`,
  ),
  ...scripted.map(({ name }) => `${name} runs a script when it is installed: find out what for.`),
  ...(stale ? [`${PAGE} is not what package-lock.json says: run "npx tsx tools/release/licenses.ts".`] : []),
];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

/** The identifiers of an SPDX expression. */
function idsOf(license: string): string[] {
  return license.split(/[()\s]+|\bAND\b|\bOR\b/).filter((id) => id !== '');
}

function page(): string {
  const ids = [...new Set(dependencies.flatMap(({ license }) => idsOf(license)))].sort();
  const count = (id: string) => dependencies.filter(({ license }) => idsOf(license).includes(id)).length;
  return `# Licenses of dependencies

Dualedit is under Apache-2.0. Its published packages depend on the ${dependencies.length} packages below, on all platforms together; \`npx tsx tools/release/licenses.ts\` reads them from the lock file. Model packs that you pull have licenses of their own, which \`dualedit models pull\` shows. ONNX Runtime and PGlite carry notices of the software that they contain (PGlite: PostgreSQL, under the PostgreSQL License).

| license | packages | asks you to |
| --- | --- | --- |
${ids.map((id) => `| ${id} | ${count(id)} | ${COMPATIBLE[id] ?? '**unknown**'} |`).join('\n')}

## Install scripts

Nothing has to run while these packages are installed: \`--ignore-scripts\` is safe.

| package | what its script does |
| --- | --- |
${Object.entries(SCRIPTS)
  .map(([name, what]) => `| ${name} | ${what} |`)
  .join('\n')}

## Packages

| package | version | license |
| --- | --- | --- |
${dependencies.map(rowOf).join('\n')}
`;
}

function rowOf({ name, version, license }: Locked): string {
  return `| ${name} | ${version} | ${license.replace(/^\((.*)\)$/, '$1')} |`;
}
