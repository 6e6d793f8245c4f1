import type { ComponentChildren } from 'preact';
import type { EditView, ErrorBody } from '../../src/contract.js';
import { cancelEdit, isOver, usualSeconds } from '../state/edits.js';
import { findError, isFinding } from '../state/find.js';
import { language, say } from '../state/language.js';
import { picture, pictureError } from '../state/picture.js';
import { isRunning, result, run, runError, shown, waiting } from '../state/run.js';
import { sayError } from '../state/say-error.js';
import { isOnline } from '../state/server.js';
import { slots } from '../state/slots.js';
import { command, isRead, isUnfinished, readEdits, readError } from '../state/words.js';
import type { Completion } from '../words/complete.js';
import { ChecksLine } from './checks-line.js';
import { caretAfter } from './focus.js';
import { choose } from './offers.js';

/** One line under the command: what is wrong, else what is being done, else what came of it, else what to do. */
export function Status() {
  const { kind, content } = lineNow();
  return (
    <div id="status" class="status" role="status" data-kind={kind}>
      {content}
    </div>
  );
}

interface Line {
  kind: 'error' | 'busy' | 'plain';
  content: ComponentChildren;
}

const plain = (content: ComponentChildren): Line => ({ kind: 'plain', content });
const wrong = (content: ComponentChildren): Line => ({ kind: 'error', content });

function lineNow(): Line {
  if (!isOnline.value) return wrong(say(waiting.value.length > 0 ? 'offline-waiting' : 'offline'));
  if (pictureError.value && picture.value) return wrong(sayError(pictureError.value));
  if (readError.value) return misread(readError.value);
  if (runError.value) return wrong(sayError(runError.value));
  if (isRunning.value && shown.value) return { kind: 'busy', content: <Running edit={shown.value} /> };
  if (findError.value) return wrong(sayError(findError.value));
  if (shown.value && isOver(shown.value) && shown.value.status !== 'done')
    return wrong(<Ended edit={shown.value} />);
  if (result.value && shown.value) return plain(<ChecksLine edit={shown.value} />);
  return plain(hintNow());
}

/** What is being typed is not wrong yet, so it is not shown in red. */
function misread(error: ErrorBody): Line {
  if (!isUnfinished.value) return wrong(<Misread error={error} />);
  return plain(slots.value.some(({ edit }) => !edit) ? say('hint-place') : <Misread error={error} />);
}

function hintNow(): string {
  if (!picture.value) return say('hint-picture');
  if (slots.value.some(({ edit }) => !edit)) return say('hint-place');
  if (command.value.trim() === '') return say('hint-command');
  if (!isRead.value || isFinding.value) return '';
  return readEdits.value
    ? say('understood', { command: readEdits.value.map(({ canonical }) => canonical).join(', ') })
    : '';
}

/** What is not understood, with what could stand there instead. */
function Misread({ error }: { error: ErrorBody }) {
  const { span, suggestions = [] } = error;
  const take = (offer: Completion) => {
    const input = document.querySelector<HTMLInputElement>('#command');
    if (input) caretAfter(input, choose(offer));
  };
  return (
    <>
      <span>{sayError(error)}</span>
      {span &&
        suggestions.slice(0, 3).map((text) => (
          <button
            key={text}
            type="button"
            class="small"
            onClick={() => take({ text, from: span[0], to: span[1] })}
          >
            {text}
          </button>
        ))}
    </>
  );
}

function Running({ edit }: { edit: EditView }) {
  const seconds = edit.secondsLeft ?? (edit.status === 'queued' ? usualSeconds.value : undefined);
  const stage = edit.cancelling
    ? say('cancelling')
    : edit.status === 'queued'
      ? say('queued', { place: edit.place ?? 1 })
      : say(`stage-${edit.stage ?? 'load'}`);
  return (
    <>
      <span class="stage-name">{stage}</span>
      <span class="number">
        {seconds === undefined ? '' : say('seconds-left', { seconds: Math.max(1, Math.round(seconds)) })}
      </span>
      <button type="button" class="small" disabled={edit.cancelling} onClick={() => void cancelEdit(edit.id)}>
        {say('cancel')} <kbd>Esc</kbd>
      </button>
    </>
  );
}

function Ended({ edit }: { edit: EditView }) {
  return (
    <>
      <span>
        {edit.status === 'cancelled'
          ? say('cancelled')
          : edit.error
            ? sayError(edit.error)
            : say('error-unexpected')}
      </span>
      <button type="button" class="small" onClick={() => void run(language.value)}>
        {say('again')}
      </button>
    </>
  );
}
