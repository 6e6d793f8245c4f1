import type { User } from '@dualedit/jobs';
import type { HttpBindings } from '@hono/node-server';

/** What hono's contexts of this app hold. */
export interface Environment {
  Bindings: HttpBindings;
  Variables: {
    requestId: string;
    /** Who asks. */
    user: User;
  };
}
