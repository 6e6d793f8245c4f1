import type { LinkedEdit, SessionAnswer } from '../../src/contract.js';
import { readMask } from '../api/masks.js';
import { post, RequestError, request } from '../api/request.js';
import { openKnown, pictureError } from './picture.js';
import { putMask, slots } from './slots.js';
import { command, untilRead } from './words.js';

/** Whether this window came by a link: then there is no token to ask for once its session is over. */
const CAME_BY_LINK = 'dualedit-guest';

export const cameByLink = (): boolean => sessionStorage.getItem(CAME_BY_LINK) !== null;

/**
 * Uses the link behind the `#` of the address, which begins a session. Returns what it opens; undefined if there is no
 * link, or it opens nothing, which is then shown.
 */
export async function useLink(): Promise<LinkedEdit | undefined> {
  const link = new URLSearchParams(location.hash.slice(1)).get('link');
  if (link === null) return undefined;
  history.replaceState(null, '', location.pathname);
  try {
    const { open } = await post<SessionAnswer>('/v1/session', { link });
    sessionStorage.setItem(CAME_BY_LINK, 'true');
    return open;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    // without its own sentence, the error is said in the language of the window
    pictureError.value = error.body.code === 'link-over' ? { ...error.body, message: '' } : error.body;
    return undefined;
  }
}

/** Shows what a link opens, its masks ready to be painted on. */
export async function openLinked({ picture, command: text, masks }: LinkedEdit): Promise<void> {
  if (!(await openKnown(picture, 'picture.png'))) return;
  command.value = text;
  if (masks.length === 0) return;
  await untilRead();
  for (const { edit: index, mask } of masks) {
    const raster = await readMask(await (await request(`/v1/pictures/${mask}`)).blob());
    const slot = slots.peek().find(({ edit }) => edit?.index === index);
    if (slot) putMask(slot, raster, 'painted');
  }
}
