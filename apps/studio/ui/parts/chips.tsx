import { isFinding } from '../state/find.js';
import { say } from '../state/language.js';
import { openChip } from '../state/panels.js';
import type { Slot } from '../state/slot.js';
import { hoveredId, kept, selectedId, slots } from '../state/slots.js';
import { speech } from '../state/speech.js';
import { nameOf, removeEdit } from './chip-edits.js';
import { Icon } from './icon.js';
import { Swatch } from './swatch.js';

/** One chip per edit, in the color of its mask. */
export function Chips() {
  const names = [...new Set(kept.value.map(({ label }) => label).filter(Boolean))];
  return (
    <div class="chips">
      <ul aria-label={say('edits')}>
        {slots.value.map((slot) => (
          <Chip key={slot.id} slot={slot} name={nameOf(slot)} mark={markOf(slot)} />
        ))}
      </ul>
      {isFinding.value && <span class="quiet">{say('finding')}</span>}
      {!isFinding.value && slots.value.length > 0 && names.length > 0 && (
        <span class="quiet kept" title={say('kept-title')}>
          {say('kept', { things: names.map((name) => speech.value.say(name)).join(', ') })}
        </span>
      )}
    </div>
  );
}

/** Name and mark are read from a slot that changes in place. */
function Chip({ slot, name, mark }: { slot: Slot; name: string; mark: string }) {
  const hover = (id: number | undefined) => () => {
    hoveredId.value = id;
  };
  return (
    <li
      class="chip"
      data-selected={selectedId.value === slot.id}
      onPointerEnter={hover(slot.id)}
      onPointerLeave={hover(undefined)}
    >
      <button
        type="button"
        class="chip-name"
        aria-expanded={openChip.value === slot.id}
        title={say('chip-title')}
        onFocus={hover(slot.id)}
        onBlur={hover(undefined)}
        onClick={() => {
          selectedId.value = slot.id;
          openChip.value = openChip.value === slot.id ? undefined : slot.id;
        }}
      >
        <Swatch color={slot.color} />
        <span>{name}</span>
        <span class="quiet number">{mark}</span>
      </button>
      <button
        type="button"
        class="chip-remove"
        aria-label={say('chip-remove', { edit: name })}
        title={say('remove')}
        onClick={() => removeEdit(slot)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

function markOf({ origin, score }: Slot): string {
  if (origin === 'painted') return say('painted');
  return score === undefined ? '' : `${Math.round(100 * score)} %`;
}
