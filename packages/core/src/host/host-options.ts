import type { EditorOptions } from '../edit/editor.js';

/** As {@link EditorOptions}, in words that another process understands. */
export interface HostOptions extends Omit<EditorOptions, 'maskSource'> {
  /**
   * URL of a module that finds masks from words, such as `import.meta.resolve('@dualedit/segmenter')`: it exports
   * `openMaskSource`, and is loaded into the engine's process when it is first needed. The diffusion model's
   * own attention finds them unless it is given.
   */
  maskSource?: string;
}
