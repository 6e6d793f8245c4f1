import { parseCommand } from '@dualedit/commands';
import { expect, it } from 'vitest';
import type { MethodName } from '../methods/methods.js';
import { packWith } from '../testing/pack-with.js';
import { plainPicture } from '../testing/plain-picture.js';
import { checkEdit } from './check-edit.js';
import { waysOf } from './choose.js';
import type { EditRequest } from './request.js';

const requestFor = (command: string): EditRequest => ({
  picture: plainPicture('red', 'left', 128, 128),
  force: true,
  edits: parseCommand(command),
});

it.each<MethodName>(['lomoe', 'oir', 'cds', 'guide-rescale'])(
  '%s refuses removals by name',
  async (method) => {
    const check = (command: string) =>
      checkEdit({ ...requestFor(command), method }, { pack: packWith([]), device: 'cpu' });
    for (const command of ['ball→nothing', 'ball→nothing, hat→red'])
      await expect(check(command)).rejects.toMatchObject({
        code: 'method-removal',
        message: expect.stringContaining(method),
        hint: expect.stringContaining('mde, mag, p2p, locinv'),
        received: method,
      });
    await expect(check('ball→cup')).resolves.toBeUndefined();
  },
);

it.each<MethodName>(['mde', 'mag', 'p2p', 'locinv'])('%s removes', async (method) => {
  const request = { ...requestFor('ball→nothing'), method };
  await expect(checkEdit(request, { pack: packWith([]), device: 'cpu' })).resolves.toBeUndefined();
});

it('chooses for a removal from methods that remove, and refuses others that are named', async () => {
  const request = requestFor('ball→nothing');
  expect(waysOf({ ...request, variants: 3 }).map(({ method }) => method)).toEqual(['mde', 'mag', 'p2p']);
  const choose: MethodName[] = ['mde', 'oir'];
  await expect(
    checkEdit({ ...request, choose }, { pack: packWith([]), device: 'cpu' }),
  ).rejects.toMatchObject({ code: 'method-removal' });
});

it('a method that scores needs a CLIP', async () => {
  const request = { ...requestFor('ball→cup'), method: 'oir' as const };
  const pack = packWith([], ['clip', 'manifest.json']);
  await expect(checkEdit(request, { pack, device: 'cpu' })).rejects.toMatchObject({
    code: 'method-clip',
    message: expect.stringContaining(pack),
    received: 'oir',
  });
  await expect(checkEdit({ ...request, method: 'lomoe' }, { pack, device: 'cpu' })).resolves.toBeUndefined();
});
