import { ChoosePicture } from '../stage/empty.js';
import { edits, nextPage, readMore } from '../state/edits.js';
import { say } from '../state/language.js';
import { picture } from '../state/picture.js';
import { HistoryEntry } from './history-entry.js';

/** All edits, newest first, and another picture to begin with. */
export function History() {
  return (
    <aside class="history" aria-label={say('history')}>
      <header>
        <h2>{say('history')}</h2>
        {picture.value && <ChoosePicture text={say('choose-other')} />}
      </header>
      {edits.value.length === 0 && <p class="quiet">{say('history-empty')}</p>}
      <ol>
        {edits.value.map((edit) => (
          <HistoryEntry key={edit.id} edit={edit} />
        ))}
      </ol>
      {nextPage.value !== undefined && (
        <button type="button" class="more" onClick={() => void readMore()}>
          {say('history-more')}
        </button>
      )}
    </aside>
  );
}
