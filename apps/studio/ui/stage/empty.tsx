import type { Sample } from '../../src/contract.js';
import { Icon } from '../parts/icon.js';
import { say } from '../state/language.js';
import { isSending, openFile, openSample, pictureError } from '../state/picture.js';
import { sayError } from '../state/say-error.js';
import { model } from '../state/server.js';
import { command } from '../state/words.js';

/** Where a picture comes from: a file, the clipboard, or a sample with a command. */
export function Empty() {
  const { samples = [], pull } = model.value ?? {};
  return (
    <div class="empty" data-control>
      <h2>{say('empty-title')}</h2>
      <ChoosePicture text={say('choose')} />
      {pictureError.value && (
        <p role="alert" class="wrong-text">
          {sayError(pictureError.value)}
        </p>
      )}
      {samples.length > 0 && <p class="quiet">{say('samples')}</p>}
      <ul class="samples">
        {samples.slice(0, 6).map((sample) => (
          <li key={sample.name}>
            <button type="button" disabled={isSending.value} onClick={() => void take(sample)}>
              <img src={sample.picture} alt="" width="256" height="256" />
              <span>{sample.command}</span>
            </button>
          </li>
        ))}
      </ul>
      {pull && (
        <p class="quiet about">
          {say('embedded')} <code>{pull.command}</code> (
          {say('gigabytes', { size: (pull.bytes / 1e9).toFixed(1) })})
        </p>
      )}
    </div>
  );
}

export function ChoosePicture({ text }: { text: string }) {
  const take = (file: File | undefined) => file && void openFile(file, file.name);
  return (
    <label class="button choose">
      <Icon name="upload" />
      {isSending.value ? say('sending') : text}
      <input
        class="hidden"
        type="file"
        accept="image/*"
        onChange={(event) => take(event.currentTarget.files?.[0])}
      />
    </label>
  );
}

async function take(sample: Sample): Promise<void> {
  if (await openSample(sample)) command.value = sample.command;
}
