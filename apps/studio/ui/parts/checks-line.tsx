import type { EditChecks, EditView } from '../../src/contract.js';
import { say } from '../state/language.js';
import { editFurther, oneByOne, stronger } from '../state/next.js';
import { result } from '../state/run.js';
import { speech } from '../state/speech.js';
import { Icon } from './icon.js';

/** Up to this share of changed pixels, a thing that no edit names is as before. */
const KEPT = 0.05;

/** What came of each edit and of the rest, and what to do if something failed. */
export function ChecksLine({ edit }: { edit: EditView }) {
  const checks = result.value?.checks ?? edit.checks;
  const failed = checks?.edits.flatMap((check, i) => (hasFailed(check) ? [i] : [])) ?? [];
  return (
    <>
      {checks && <Outcomes edit={edit} checks={checks} />}
      {checks && <span class="rest">{sayRest(checks)}</span>}
      {failed.length > 0 && (
        <>
          <button type="button" class="small" onClick={() => void stronger(edit)}>
            {say('stronger')}
          </button>
          {edit.edits.length > 1 && (
            <button type="button" class="small" onClick={() => void oneByOne(edit, failed)}>
              {say('one-by-one')}
            </button>
          )}
        </>
      )}
      <button type="button" class="small" onClick={() => void editFurther(edit)}>
        {say('further')} <kbd>F</kbd>
      </button>
    </>
  );
}

function Outcomes({ edit, checks }: { edit: EditView; checks: EditChecks }) {
  return (
    <ul class="outcomes">
      {checks.edits.map((check, i) => {
        const name = edit.edits[i]?.canonical.replace('→', ' → ') ?? '';
        const outcome = check.outcome === 'came-out' ? 'came-out' : hasFailed(check) ? 'failed' : 'unknown';
        return (
          <li key={name} data-outcome={outcome} title={sayOutcome(check)}>
            <Icon name={outcome === 'came-out' ? 'check' : outcome === 'failed' ? 'cross' : 'dash'} />
            <span class="hidden">{say(`outcome-${outcome}`)}</span>
            {name}
            {outcome === 'failed' && <span class="quiet"> {sayOutcome(check)}</span>}
          </li>
        );
      })}
    </ul>
  );
}

export function hasFailed({ outcome }: EditChecks['edits'][number]): boolean {
  return outcome !== 'came-out' && outcome !== 'unknown';
}

function sayOutcome({ outcome, source, seen }: EditChecks['edits'][number]): string {
  if (outcome === 'came-out' || outcome === 'unknown') return say(`outcome-${outcome}`);
  return seen === undefined
    ? say(`check-${outcome}`, { source: speech.value.say(source) })
    : say('check-seen', { seen: speech.value.say(seen) });
}

function sayRest({ kept }: EditChecks): string {
  const changed = kept.filter((thing) => thing.changed > KEPT).map(({ name }) => name);
  if (changed.length === 0) return say('nothing-else');
  const named = changed.filter((name) => name !== '' && name !== 'something');
  return named.length === 0
    ? say('something-else')
    : say('also-changed', { things: named.map((name) => speech.value.say(name)).join(', ') });
}
