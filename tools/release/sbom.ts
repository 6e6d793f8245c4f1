// Writes the software bill of materials of what a user installs: all published packages and their dependencies on all
// platforms, as CycloneDX JSON. Needs the package registry.
//
//   npx tsx tools/release/sbom.ts sbom.json
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm } from './npm.js';
import { packAll } from './pack.js';
import { readManifest } from './packages.js';

interface Component {
  name: string;
  externalReferences?: { type: string; url: string }[];
}

const [to] = process.argv.slice(2);
if (to === undefined) throw new Error('Say which file to write: npx tsx tools/release/sbom.ts sbom.json');

// From tarballs in an empty project, because in the repository a dependency that is also one of its tools counts as a
// tool alone, and "npm sbom" leaves it out.
const folder = mkdtempSync(join(tmpdir(), 'dualedit-sbom-'));
try {
  const { version } = readManifest('apps/cli');
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'dualedit-all', version, private: true }),
  );
  const tarballs = packAll(folder).map(({ path }) => path);
  npm(folder, 'install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund', ...tarballs);
  const sbom = JSON.parse(npm(folder, 'sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'));
  writeFileSync(to, `${JSON.stringify(sbom, (_, value) => withoutPaths(value), 2)}\n`);
  console.log(`${to}: ${sbom.components.length} components, CycloneDX ${sbom.specVersion}`);
} finally {
  rmSync(folder, { recursive: true });
}

/** Components without the path that their tarball had on this machine. */
function withoutPaths(value: unknown): unknown {
  const { externalReferences } = (value ?? {}) as Component;
  if (!Array.isArray(externalReferences)) return value;
  const kept = externalReferences.filter(({ url }) => !url.startsWith('file:'));
  return { ...(value as Component), externalReferences: kept };
}
