import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { count, flag, ids, readEnvironment } from './environment.js';

describe('configuration', () => {
  const shape = {
    TOKEN: z.string().min(3),
    LIMIT: count(1).default(3),
    OPEN: flag.default(true),
    ADMINS: ids.default([]),
  };

  it('reads variables, files and lists, and leaves long ids as text', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'dualedit-environment-')), 'token');
    writeFileSync(file, 'from a file\n');
    const empty = join(mkdtempSync(join(tmpdir(), 'dualedit-environment-')), 'limit');
    writeFileSync(empty, '\n');
    const environment = { TOKEN_FILE: file, LIMIT_FILE: empty, OPEN: 'off', ADMINS: '184405311681986560, 2' };
    const read = readEnvironment(shape, environment);
    expect(read).toEqual({
      TOKEN: 'from a file',
      LIMIT: 3,
      OPEN: false,
      ADMINS: ['184405311681986560', '2'],
    });
  });

  it('names everything that is wrong, and no value', () => {
    const read = () => readEnvironment(shape, { TOKEN: 'xy', LIMIT: 'many', OPEN: '' });
    expect(read).toThrow(expect.objectContaining({ code: 'configuration' }));
    expect(read).toThrow(/TOKEN: .*; LIMIT: /);
    expect(read).not.toThrow(/many|xy/);
    expect(() => readEnvironment(shape, { TOKEN_FILE: '/nowhere' })).toThrow(/TOKEN_FILE/);
  });
});
