import type { Editor, EditRequest, EditResult, FoundMasks, MaskRequest } from '@dualedit/core';
import { DualeditError } from '@dualedit/foundation';

/** An editor of core that stays closed once it is closed, and gives its device back then. */
export class OpenedEngine implements Editor {
  private readonly editor: Editor;
  private readonly onClosed: () => Promise<void>;
  private closing: Promise<void> | undefined;

  constructor(editor: Editor, onClosed: () => Promise<void>) {
    this.editor = editor;
    this.onClosed = onClosed;
  }

  async edit(request: EditRequest): Promise<EditResult> {
    this.checkOpen();
    return this.editor.edit(request);
  }

  async masks(request: MaskRequest): Promise<FoundMasks> {
    this.checkOpen();
    return this.editor.masks(request);
  }

  release(): Promise<void> {
    return this.editor.release();
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    try {
      await this.editor.close();
    } finally {
      await this.onClosed();
    }
  }

  private checkOpen(): void {
    if (!this.closing) return;
    throw new DualeditError({
      code: 'editor-closed',
      message: 'Expected an open editor but this one is closed.',
      hint: 'Open another one with openEditor.',
    });
  }
}
