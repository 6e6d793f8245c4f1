import { loadMask } from './parts/mask-files.js';
import { openFile, picture } from './state/picture.js';
import { selected } from './state/slots.js';

/** Takes pictures that are dropped on the window or pasted into it. */
export function listenToFiles(): void {
  window.addEventListener('dragover', (event) => {
    event.preventDefault();
    document.body.dataset.dragged = 'true';
  });
  window.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) delete document.body.dataset.dragged;
  });
  window.addEventListener('drop', (event) => {
    event.preventDefault();
    delete document.body.dataset.dragged;
    void take(event.dataTransfer?.files[0]);
  });
  window.addEventListener('paste', (event) => {
    const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (file) event.preventDefault();
    void take(file);
  });
}

/** A black and white picture of the size of the one that is open is the mask of the selected edit, if it says so. */
async function take(file: File | undefined): Promise<void> {
  if (!file) return;
  const slot = selected.peek();
  if (picture.peek() && slot && /mask/i.test(file.name) && (await loadMask(slot, file))) return;
  await openFile(file, file.name || 'pasted.png');
}
