import { usualSeconds } from '../state/edits.js';
import { language, say } from '../state/language.js';
import { isCustom } from '../state/next.js';
import { areSettingsOpen } from '../state/panels.js';
import { picture } from '../state/picture.js';
import { run } from '../state/run.js';
import { variants } from '../state/settings.js';
import { command, readEdits, readError } from '../state/words.js';
import { ChipPanel } from './chip-panel.js';
import { Chips } from './chips.js';
import { Command } from './command.js';
import { Icon } from './icon.js';
import { Settings } from './settings.js';
import { Status } from './status.js';

/** The command with its chips, Run, and one line of what is going on. */
export function Header() {
  return (
    <header class="header">
      <h1 class="hidden">Dualedit</h1>
      <div class="command-row">
        <Command />
        <Run />
        <button
          type="button"
          class="tool"
          title={`${say('settings')} (S)`}
          aria-label={say('settings')}
          aria-keyshortcuts="S"
          aria-expanded={areSettingsOpen.value}
          aria-controls="settings"
          data-custom={isCustom()}
          onClick={() => {
            areSettingsOpen.value = !areSettingsOpen.peek();
          }}
        >
          <Icon name="settings" />
        </button>
      </div>
      <Chips />
      <Status />
      <ChipPanel />
      <Settings />
    </header>
  );
}

function Run() {
  const seconds = usualSeconds.value === undefined ? undefined : usualSeconds.value * variants.value;
  const isReady = picture.value !== undefined && command.value.trim() !== '' && !readError.value;
  return (
    <button
      type="button"
      class="run"
      disabled={!isReady}
      data-ready={readEdits.value !== undefined}
      onClick={() => void run(language.value)}
    >
      {say('run')}
      <span class="run-seconds number">
        {seconds === undefined ? '' : say('about-seconds', { seconds: Math.max(1, Math.round(seconds)) })}
      </span>
    </button>
  );
}
