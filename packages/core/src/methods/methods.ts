import { cds } from './cds.js';
import { guideRescale } from './guide-rescale.js';
import { locinv } from './locinv.js';
import { lomoe } from './lomoe.js';
import { mag } from './mag.js';
import { mde } from './mde.js';
import type { Method } from './method.js';
import { oir } from './oir.js';
import { p2p } from './p2p.js';

/** Every method by its name. This module loads no model library: help texts read it. */
export const METHODS = {
  mde,
  mag,
  p2p,
  lomoe,
  locinv,
  oir,
  cds,
  'guide-rescale': guideRescale,
};

export type MethodName = keyof typeof METHODS;

/** The method of a name, for whoever has settings of whichever method. */
export const methodOf = (name: MethodName) => METHODS[name] as unknown as Method;

/** Used if a request names no method. */
export const DEFAULT_METHOD: MethodName = 'mde';
