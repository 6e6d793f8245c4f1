import { useState } from 'preact/hooks';
import { readAnyMask } from '../api/masks.js';
import { encodeMask } from '../mask/png.js';
import { say } from '../state/language.js';
import { setMask } from '../state/paint.js';
import { picture } from '../state/picture.js';
import type { Slot } from '../state/slot.js';
import { save } from './save.js';

/** Takes a picture as the mask of an edit. Returns whether it fits the picture. */
export async function loadMask(slot: Slot, file: Blob): Promise<boolean> {
  const raster = await readAnyMask(file).catch(() => undefined);
  const isFitting = raster?.width === slot.raster.width && raster.height === slot.raster.height;
  if (raster && isFitting) setMask(slot, raster);
  return isFitting;
}

/** Takes a mask from a file, and says so if it does not fit. */
export function LoadMask({ slot }: { slot: Slot }) {
  const [isWrong, setWrong] = useState(false);
  const take = async (file: File | undefined) => file && setWrong(!(await loadMask(slot, file)));
  return (
    <>
      <label class="button">
        {say('mask-load')}
        <input
          class="hidden"
          type="file"
          accept="image/*"
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
      </label>
      {isWrong && (
        <span role="alert" class="wrong-text">
          {say('mask-size', { width: slot.raster.width, height: slot.raster.height })}
        </span>
      )}
    </>
  );
}

export async function saveMask(slot: Slot): Promise<void> {
  const thing = (slot.edit?.source ?? slot.label ?? 'place').replace(/\W+/g, '-');
  const name = (picture.peek()?.name ?? 'picture').replace(/\.\w+$/, '');
  save(await encodeMask(slot.raster), `${name}.${thing}-mask.png`);
}
