import { Hono } from 'hono';
import type { Environment } from '../http/environment.js';
import type { StudioLimits } from '../options.js';
import type { StudioParts } from '../studio-parts.js';
import { modelInfo } from './model.js';

/** Everything below `/v1`. */
export function apiRoutes(parts: StudioParts, limits: StudioLimits): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.get('/model', async (context) => context.json(await modelInfo(parts, limits)));
  return routes;
}
