// What is wrong with a tarball, in sentences.
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { ROOT } from '../shared/results.js';
import { bytesOf, type Tarball } from './pack.js';
import { workspaces } from './packages.js';

/** The most bytes of a tarball. */
const LIMIT = 250_000;
/** Packages that have pictures in their README, generated tables, or weights. */
const LARGER: Record<string, number> = {
  '@dualedit/core': 700_000,
  '@dualedit/diorama': 800_000,
  '@dualedit/segmenter': 450_000,
  '@dualedit/model-diorama': 60_000_000,
  '@dualedit/studio': 2_000_000,
};

const NEEDED = ['package.json', 'README.md', 'LICENSE'];
const UNWANTED = /\.test\.|(^|\/)(testing|__fixtures__|__snapshots__|golden)(\/|\.)|\.tsbuildinfo$/;
/** Tests that its databases share. */
const UNWANTED_OF_JOBS = /(^|\/)contract\//;
const RELATIVE_IMPORT = /(?:from|import|import\()\s*'(?<path>\.[^']+)'/g;
/** Everything here is ES modules, so resolutions of CommonJS do not count. */
const RESOLUTIONS = ['node16-esm', 'bundler'];

/** All problems of one tarball: files, size, dependencies, entry points and their types. */
export async function problemsOf(tarball: Tarball): Promise<string[]> {
  return [
    ...fileProblems(tarball),
    ...brokenImports(tarball),
    ...unpublishedDependencies(tarball),
    ...(await entryProblems(tarball)),
    ...(await typeProblems(tarball)),
  ];
}

function fileProblems({ manifest, files, size, folder }: Tarball): string[] {
  const most = LARGER[manifest.name] ?? LIMIT;
  const listed = modelFiles(folder);
  return [
    ...[...NEEDED, ...listed].filter((path) => !files.includes(path)).map((path) => `lacks ${path}`),
    ...files.filter((path) => isUnwanted(path, manifest.name)).map((path) => `contains ${path}`),
    ...(size > most ? [`has ${size} bytes, ${most} at most`] : []),
  ];
}

function isUnwanted(path: string, of: string): boolean {
  return UNWANTED.test(path) || (of === '@dualedit/jobs' && UNWANTED_OF_JOBS.test(path));
}

/** Files that the manifest of a model pack lists. */
function modelFiles(folder: string): string[] {
  const path = join(ROOT, folder, 'manifest.json');
  return existsSync(path) ? Object.keys(JSON.parse(readFileSync(path, 'utf8')).files) : [];
}

/** Imports of files that were left out of the tarball. */
function brokenImports({ folder, files }: Tarball): string[] {
  const scripts = files.filter((path) => path.endsWith('.js'));
  return scripts.flatMap((script) => {
    const text = readFileSync(join(ROOT, folder, script), 'utf8');
    const imported = [...text.matchAll(RELATIVE_IMPORT)].map(({ groups }) =>
      posix.join(posix.dirname(script), groups!.path!),
    );
    return imported
      .filter((path) => !files.includes(path))
      .map((path) => `${script} imports ${path}, which is not packed`);
  });
}

function unpublishedDependencies({ manifest }: Tarball): string[] {
  const kept = workspaces().filter(({ manifest }) => manifest.private);
  return kept
    .filter(({ manifest: { name } }) => manifest.dependencies?.[name] !== undefined)
    .map(({ manifest: { name } }) => `depends on ${name}, which is private`);
}

async function entryProblems(tarball: Tarball): Promise<string[]> {
  const { messages, pkg } = await publint({ pack: { tarball: bytesOf(tarball) }, strict: true });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

async function typeProblems(tarball: Tarball): Promise<string[]> {
  const exported = Object.values(tarball.manifest.exports ?? {}).some((entry) => typeof entry === 'object');
  if (!exported) return [];
  const packed = createPackageFromTarballData(new Uint8Array(bytesOf(tarball)));
  const { problems = [] } = (await checkPackage(packed)) as { problems?: TypeProblem[] };
  return problems
    .filter(({ resolutionKind }) => resolutionKind === undefined || RESOLUTIONS.includes(resolutionKind))
    .map(({ kind, entrypoint }) => `types: ${kind} of ${entrypoint ?? 'a file'}`);
}

interface TypeProblem {
  kind: string;
  entrypoint?: string;
  resolutionKind?: string;
}
