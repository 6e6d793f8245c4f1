import { Hono } from 'hono';
import type { PictureInfo } from '../contract.js';
import { resultOf } from '../edits/files.js';
import { mine } from '../edits/mine.js';
import type { Rate } from '../guard/rate.js';
import { atMost, isJson, readJson } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import { malformed } from '../http/errors.js';
import { sendFile, typeOf } from '../http/files.js';
import type { StudioLimits } from '../options.js';
import { show } from '../pictures/display.js';
import type { StoredPicture } from '../pictures/picture-store.js';
import { resultSchema } from '../schemas.js';
import type { StudioParts } from '../studio-parts.js';

/** Pictures that are about to be edited. */
export function pictureRoutes(
  { jobs, pictures }: StudioParts,
  { pictureBytes }: StudioLimits,
  work: Rate,
): Hono<Environment> {
  const routes = new Hono<Environment>();

  routes.post('/', atMost(pictureBytes), async (context) => {
    const user = context.get('user');
    work.take(user.id);
    if (isJson(context)) {
      const { edit, result } = await readJson(context, resultSchema);
      const { bytes } = await resultOf(jobs, await mine(jobs, user, edit), result);
      return context.json(pictureInfo(await pictures.add(user, bytes)), 201);
    }
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    if (bytes.length === 0) throw malformed('Expected the bytes of a picture but the body is empty.');
    return context.json(pictureInfo(await pictures.add(user, bytes)), 201);
  });

  routes.get('/:id', async (context) => {
    const { user, id } = { user: context.get('user'), id: context.req.param('id') };
    const bytes = await pictures.read(user, id);
    const { kind } = await pictures.info(user, id);
    return sendFile(context, { bytes, type: typeOf(kind), name: `picture.${kind}` });
  });

  routes.get('/:id/info', async (context) => {
    const info = await pictures.info(context.get('user'), context.req.param('id'));
    return context.json(pictureInfo(info));
  });

  routes.get('/:id/display', async (context) => {
    const picture = await pictures.decode(context.get('user'), context.req.param('id'));
    return sendFile(context, { ...(await show(picture)), name: 'picture.png' });
  });

  return routes;
}

function pictureInfo({ id, width, height, kind, notes }: StoredPicture): PictureInfo {
  return { id, width, height, kind, notes, display: `/v1/pictures/${id}/display` };
}
