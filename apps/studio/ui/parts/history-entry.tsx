import type { EditResultView, EditView } from '../../src/contract.js';
import { cancelEdit, deleteEdit, isOver, keepVariant } from '../state/edits.js';
import { language, say } from '../state/language.js';
import { reopen } from '../state/reopen.js';
import { shownId, shownResult } from '../state/run.js';
import { secondsOf } from '../state/seconds.js';
import { hasFailed } from './checks-line.js';
import { Icon } from './icon.js';

/** One edit of the history: what it looks like, what came of it, and how to get back to it. */
export function HistoryEntry({ edit }: { edit: EditView }) {
  const isShown = shownId.value === edit.id;
  return (
    <li class="entry" data-shown={isShown} data-status={edit.status}>
      <button
        type="button"
        class="thumb"
        aria-current={isShown}
        title={titleOf(edit)}
        onClick={() => void reopen(edit)}
      >
        <img src={`/v1/edits/${edit.id}/thumbnail?${edit.status}`} alt="" loading="lazy" draggable={false} />
        {!isOver(edit) && <span class="thumb-bar" style={{ transform: `scaleX(${edit.fraction})` }} />}
        <span class="entry-line">
          <time dateTime={edit.createdAt}>{timeOf(edit)}</time>
          <Marks edit={edit} />
        </span>
        <span class="entry-command">{edit.canonical.replaceAll('→', ' → ')}</span>
      </button>
      {edit.results.length > 1 && !edit.isKept && <Variants edit={edit} />}
      <span class="entry-actions">
        {isOver(edit) ? (
          <button
            type="button"
            class="icon-button"
            aria-label={say('delete-edit', { edit: edit.canonical })}
            title={say('delete')}
            onClick={() => void deleteEdit(edit.id)}
          >
            <Icon name="bin" />
          </button>
        ) : (
          <button
            type="button"
            class="icon-button"
            aria-label={say('cancel-edit', { edit: edit.canonical })}
            title={say('cancel')}
            onClick={() => void cancelEdit(edit.id)}
          >
            <Icon name="close" />
          </button>
        )}
      </span>
    </li>
  );
}

function Marks({ edit }: { edit: EditView }) {
  if (!isOver(edit))
    return (
      <span class="number">{edit.status === 'queued' ? '…' : `${Math.round(100 * edit.fraction)} %`}</span>
    );
  if (edit.status !== 'done')
    return (
      <span class="marks" data-outcome="failed">
        {say(`status-${edit.status}`)}
      </span>
    );
  return (
    <span class="marks">
      {edit.checks?.edits.map((check, i) => (
        <span
          key={i}
          data-outcome={hasFailed(check) ? 'failed' : check.outcome === 'unknown' ? 'unknown' : 'came-out'}
        >
          <Icon name={hasFailed(check) ? 'cross' : check.outcome === 'unknown' ? 'dash' : 'check'} />
          <span class="hidden">{say(hasFailed(check) ? 'outcome-failed' : `outcome-${check.outcome}`)}</span>
        </span>
      ))}
    </span>
  );
}

/** Variants side by side, until one is kept. */
function Variants({ edit }: { edit: EditView }) {
  return (
    <ul class="variants" aria-label={say('variants')}>
      {edit.results.map((made) => (
        <li key={made.index}>
          <button
            type="button"
            class="variant"
            aria-pressed={shownId.value === edit.id && shownResult.value === made.index}
            title={nameOf(made)}
            onClick={() => void reopen(edit, made.index)}
          >
            <img
              src={`/v1/edits/${edit.id}/results/${made.index}/thumbnail`}
              alt={nameOf(made)}
              loading="lazy"
              draggable={false}
            />
          </button>
          <button
            type="button"
            class="small"
            aria-label={say('keep-variant', { name: nameOf(made) })}
            onClick={() => void keepVariant(edit.id, made.index)}
          >
            {say('keep')}
          </button>
        </li>
      ))}
    </ul>
  );
}

const nameOf = ({ method, strength, index }: EditResultView) => `${index + 1}: ${method}, ${strength}`;

function timeOf({ createdAt }: EditView): string {
  const date = new Date(createdAt);
  const isToday = date.toDateString() === new Date().toDateString();
  const format = isToday
    ? ({ timeStyle: 'short' } as const)
    : ({ dateStyle: 'short', timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(language.value, format).format(date);
}

function titleOf(edit: EditView): string {
  const changed = Object.entries(edit.settings).map(([name, value]) => `${name} ${value}`);
  const seconds = secondsOf(edit);
  const took = seconds === undefined ? [] : [say('seconds', { seconds: Math.max(1, Math.round(seconds)) })];
  return [edit.command, ...changed, ...took].join('\n');
}
