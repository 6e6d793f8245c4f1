import type { MaskSource } from '@dualedit/foundation';
import { lazy } from '../session/lazy.js';

/** What a module exports that finds masks by models of its own. */
export interface MaskSourceModule {
  /** Loads the models of a pack's folder on a device that works. */
  openMaskSource(options: { pack: string; device: string }): Promise<MaskSource>;
}

/** The mask source that the module at `url` opens, imported and opened when it is first used. */
export function moduleMaskSource(url: string, options: { pack: string; device: string }): MaskSource {
  const open = lazy(async () => {
    const { openMaskSource } = (await import(url)) as MaskSourceModule;
    return openMaskSource(options);
  });
  return {
    async find(...request) {
      const source = await open();
      return source.find(...request);
    },
    async segments(...request) {
      const source = await open();
      return (await source.segments?.(...request)) ?? [];
    },
  };
}
