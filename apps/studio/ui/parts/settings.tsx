import { say } from '../state/language.js';
import { areSettingsOpen } from '../state/panels.js';
import { model } from '../state/server.js';
import { prompt, settings, variants } from '../state/settings.js';
import { CopyAs } from './copy-as.js';
import { Setting } from './setting.js';
import { Row } from './setting-row.js';
import { WindowSettings } from './window-settings.js';

/** Everything that has a default, with one line about each. */
export function Settings() {
  const info = model.value;
  if (!areSettingsOpen.value || !info) return null;
  return (
    <section class="settings floating" aria-label={say('settings')} id="settings">
      <Variants most={info.limits.variants} />
      {info.settings.map((setting) => (
        <Setting key={setting.name} info={setting} />
      ))}
      <Prompt />
      <div class="row">
        <button type="button" onClick={goBackToDefaults}>
          {say('defaults')}
        </button>
        <CopyAs />
      </div>
      <hr />
      <WindowSettings />
      <p class="quiet about">
        {say('model', { name: info.name, size: info.pictureSize })} Dualedit {info.versions.dualedit}.{' '}
        <a href="/third-party-notices.txt" target="_blank" rel="noreferrer">
          {say('notices')}
        </a>
      </p>
      {info.pull && (
        <p class="quiet about">
          {say('embedded')} <code>{info.pull.command}</code>
        </p>
      )}
      <p class="quiet about">{say('stage-keys')}</p>
    </section>
  );
}

function Variants({ most }: { most: number }) {
  return (
    <Row name={say('variants')} about={say('about-variants')} standard="1">
      {(id) => (
        <input
          id={id}
          type="number"
          min={1}
          max={most}
          value={variants.value}
          onChange={(event) => {
            variants.value = Math.min(most, Math.max(1, event.currentTarget.valueAsNumber || 1));
          }}
        />
      )}
    </Row>
  );
}

function Prompt() {
  return (
    <Row name={say('prompt')} about={say('about-prompt')}>
      {(id) => (
        <textarea
          id={id}
          rows={2}
          value={prompt.value}
          onChange={(event) => {
            prompt.value = event.currentTarget.value;
          }}
        />
      )}
    </Row>
  );
}

function goBackToDefaults(): void {
  settings.value = {};
  variants.value = 1;
  prompt.value = '';
}
