import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../shared/results.js';
import { workspaces } from './packages.js';

const folder = join(ROOT, '.changeset');
const names = new Set(workspaces().map(({ manifest }) => manifest.name));
const changesets = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');

it('every changeset names packages that exist, and says something: else no release can be made', () => {
  for (const file of changesets) {
    const [, head = '', text = ''] = readFileSync(join(folder, file), 'utf8').split(/^---$/m);
    const lines = head.trim().split('\n');
    for (const line of lines) {
      const { name, bump } = /^['"]?(?<name>[^'":]+)['"]?: (?<bump>\w+)$/.exec(line)?.groups ?? {};
      expect(names, `${file}: ${line}`).toContain(name);
      expect(['patch', 'minor'], `${file}: ${line}`).toContain(bump);
    }
    expect(text.trim(), file).not.toBe('');
  }
});
