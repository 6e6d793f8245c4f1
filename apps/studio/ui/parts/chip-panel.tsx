import { useRef } from 'preact/hooks';
import type { SeenMask } from '../../src/contract.js';
import { say } from '../state/language.js';
import { clear, growing, invert, setMask, soften } from '../state/paint.js';
import { hoveredCandidate, openChip } from '../state/panels.js';
import { drawnOf, seenDecoded } from '../state/seen.js';
import type { Slot } from '../state/slot.js';
import { hoveredId, slots } from '../state/slots.js';
import { withStrength } from '../words/side.js';
import { nameOf, removeEdit, rewriteEdit } from './chip-edits.js';
import { LoadMask, saveMask } from './mask-files.js';
import { Slider } from './slider.js';

/** By how much a mask can be grown, shrunk or softened at once, as a share of the picture's longer side. */
const MOST_SHARE = 0.08;

/** What can be done with one edit and its mask. */
export function ChipPanel() {
  const slot = slots.value.find(({ id }) => id === openChip.value);
  if (!slot) return null;
  const hover = (id: number | undefined) => () => {
    hoveredId.value = id;
  };
  return (
    <section
      class="chip-panel floating"
      aria-label={nameOf(slot)}
      key={slot.id}
      onPointerEnter={hover(slot.id)}
      onPointerLeave={hover(undefined)}
    >
      {slot.edit?.strength !== undefined && (
        <Slider
          name={say('strength')}
          min={0}
          max={2}
          step={0.1}
          value={slot.edit.strength}
          onDone={(value) => rewriteEdit(slot, withStrength(slot.edit!.canonical, value))}
        />
      )}
      <Grow slot={slot} />
      <Slider
        name={say('feather')}
        min={0}
        max={mostPixels(slot)}
        step={1}
        value={0}
        unit=" px"
        onDone={(value) => soften(slot, value)}
      />
      <div class="row">
        <button type="button" onClick={() => invert(slot)}>
          {say('invert')}
        </button>
        <button type="button" onClick={() => clear(slot)}>
          {say('clear')}
        </button>
        <LoadMask slot={slot} />
        <button type="button" onClick={() => void saveMask(slot)}>
          {say('mask-save')}
        </button>
        <button type="button" class="danger" onClick={() => removeEdit(slot)}>
          {say('remove')}
        </button>
      </div>
      <Candidates slot={slot} candidates={slot.candidates} />
    </section>
  );
}

function Grow({ slot }: { slot: Slot }) {
  const session = useRef<ReturnType<typeof growing> | undefined>(undefined);
  const most = mostPixels(slot);
  return (
    <Slider
      name={say('grow')}
      min={-most}
      max={most}
      step={1}
      value={0}
      unit=" px"
      onMove={(value) => {
        session.current ??= growing(slot, most);
        session.current.preview(value);
      }}
      onDone={() => {
        session.current?.done();
        session.current = undefined;
      }}
    />
  );
}

const mostPixels = ({ raster }: Slot) =>
  Math.max(8, Math.round(MOST_SHARE * Math.max(raster.width, raster.height)));

/** The other things that its words could mean; pointed at, they are outlined in the picture. */
function Candidates({ slot, candidates }: { slot: Slot; candidates: readonly SeenMask[] }) {
  if (candidates.length === 0 || seenDecoded.value < 0) return null;
  const hover = (index: number | undefined) => () => {
    hoveredCandidate.value = index;
  };
  return (
    <fieldset class="row">
      <legend>{say('candidates')}</legend>
      {candidates.map((candidate, i) => {
        const drawn = drawnOf(candidate);
        return (
          <button
            type="button"
            key={`${candidate.box.left} ${candidate.box.top}`}
            disabled={!drawn}
            onPointerEnter={hover(i)}
            onPointerLeave={hover(undefined)}
            onFocus={hover(i)}
            onBlur={hover(undefined)}
            onClick={() => drawn && setMask(slot, drawn.raster)}
          >
            {candidate.label || slot.edit?.source} {i + 2}
            {candidate.score !== undefined && (
              <span class="quiet number"> {Math.round(100 * candidate.score)} %</span>
            )}
          </button>
        );
      })}
    </fieldset>
  );
}
