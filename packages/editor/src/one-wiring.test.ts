import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** Those that may start an engine of core themselves. */
const ALLOWED = /^packages\/(core|editor|bench|test-servers)\/|\.test\.ts$|\/testing\//;

/** TypeScript of packages and apps that is part of the product. */
function productSources(): string[] {
  return ['packages', 'apps'].flatMap((group) =>
    readdirSync(`${REPOSITORY}${group}`).flatMap((name) =>
      readdirSync(`${REPOSITORY}${group}/${name}/src`, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${group}/${name}/src/${file.replaceAll('\\', '/')}`)
        .filter((file) => !ALLOWED.test(file)),
    ),
  );
}

it('nobody wires an engine by hand: editors are opened by openEditor', () => {
  const sources = productSources();
  expect(sources).toContain('apps/cli/src/run/engine.ts');
  const wiring = sources.filter((file) =>
    /\b(startEditor|loadEditor)\b/.test(readFileSync(`${REPOSITORY}${file}`, 'utf8')),
  );
  expect(wiring).toEqual([]);
});
