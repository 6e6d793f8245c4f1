import { Hono } from 'hono';
import type { Rate } from '../guard/rate.js';
import { atMost, readJson } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import { unknownRoute } from '../http/errors.js';
import { sendFile } from '../http/files.js';
import { openaiRoutes } from '../openai/images-edits.js';
import { openapiDocument } from '../openapi/document.js';
import type { StudioLimits } from '../options.js';
import { readSample } from '../samples.js';
import { readSchema } from '../schemas.js';
import type { StudioParts } from '../studio-parts.js';
import { editDocumentRoutes } from './edit-documents.js';
import { editPictureRoutes } from './edit-pictures.js';
import { editRoutes, historyRoutes } from './edits.js';
import { editEventRoutes, eventRoutes } from './events.js';
import { findRoutes } from './find.js';
import { modelInfo } from './model.js';
import { pictureRoutes } from './pictures.js';
import { readAnswer } from './read.js';
import { wordFormsOf } from './words.js';

/** Everything below `/v1`. */
export function apiRoutes(parts: StudioParts, limits: StudioLimits, work: Rate): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.get('/model', async (context) => context.json(await modelInfo(parts, limits)));
  routes.get('/words', (context) => context.json(wordFormsOf(parts.pack, context.req.query('language'))));
  routes.get('/openapi.json', (context) => context.json(openapiDocument()));
  routes.get('/samples/:name', async (context) => {
    const name = context.req.param('name');
    const bytes = parts.isEmbedded ? await readSample(name) : undefined;
    if (!bytes) throw unknownRoute('GET', context.req.path);
    return sendFile(context, { bytes, type: 'image/png', name: `${name}.png` });
  });
  routes.post('/read', atMost(), async (context) =>
    context.json(readAnswer(await readJson(context, readSchema), parts.reading)),
  );
  routes.route('/pictures', pictureRoutes(parts, limits, work));
  routes.route('/pictures', findRoutes(parts, work));
  routes.route('/edits', editRoutes(parts, limits, work));
  routes.route('/edits', editPictureRoutes(parts, limits));
  routes.route('/edits', editDocumentRoutes(parts, limits));
  routes.route('/edits', editEventRoutes(parts));
  routes.route('/events', eventRoutes(parts));
  routes.route('/history', historyRoutes(parts));
  routes.route('/', openaiRoutes(parts, limits, work));
  return routes;
}
