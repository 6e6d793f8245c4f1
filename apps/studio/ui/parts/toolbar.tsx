import { zoom } from '../stage/gestures.js';
import { say } from '../state/language.js';
import { COMPARISONS, type Comparison, comparison, frame, isFitted, view } from '../state/look.js';
import { brushSize, canRedo, canUndo, redo, scaleBrush, TOOLS, tool, undo } from '../state/paint.js';
import { picture } from '../state/picture.js';
import { result } from '../state/run.js';
import { fit } from '../view/view.js';
import { Download } from './download.js';
import { Icon, type IconName } from './icon.js';

export const TOOL_KEYS = { pick: 'V', box: 'R', brush: 'B', eraser: 'E', lasso: 'L' } as const;
const COMPARISON_ICONS: Readonly<Record<Comparison, IconName>> = {
  masks: 'masks',
  slider: 'slider',
  difference: 'difference',
  result: 'image',
};

/** Tools, undo, zoom, comparison and downloads. */
export function Toolbar() {
  return (
    <div class="toolbar" role="toolbar" aria-label={say('tools')}>
      <fieldset class="group" disabled={!picture.value}>
        <legend class="hidden">{say('tools')}</legend>
        {TOOLS.map((name) => (
          <Tool
            key={name}
            icon={name}
            name={say(`tool-${name}`)}
            shortcut={TOOL_KEYS[name]}
            isPressed={tool.value === name}
            onClick={() => {
              tool.value = name;
            }}
          />
        ))}
      </fieldset>
      <BrushSize />
      <fieldset class="group" disabled={!picture.value}>
        <legend class="hidden">{say('undo')}</legend>
        <Tool icon="undo" name={say('undo')} shortcut="Z" isDisabled={!canUndo.value} onClick={undo} />
        <Tool icon="redo" name={say('redo')} shortcut="⇧Z" isDisabled={!canRedo.value} onClick={redo} />
      </fieldset>
      <Zoom />
      <fieldset class="group compare" disabled={!result.value}>
        <legend class="hidden">{say('compare')}</legend>
        {COMPARISONS.map((name, i) => (
          <Tool
            key={name}
            icon={COMPARISON_ICONS[name]}
            name={say(`compare-${name}`)}
            shortcut={String(i + 1)}
            isPressed={result.value ? comparison.value === name : false}
            onClick={() => {
              comparison.value = name;
            }}
          />
        ))}
      </fieldset>
      <Download />
    </div>
  );
}

interface ToolProps {
  icon: IconName;
  name: string;
  shortcut: string;
  isPressed?: boolean;
  isDisabled?: boolean;
  onClick: () => void;
}

export function Tool({ icon, name, shortcut, isPressed, isDisabled = false, onClick }: ToolProps) {
  return (
    <button
      type="button"
      class="tool"
      title={`${name} (${shortcut})`}
      aria-label={name}
      aria-keyshortcuts={shortcut.replace('⇧', 'Shift+')}
      aria-pressed={isPressed}
      disabled={isDisabled}
      onClick={(event) => {
        onClick();
        // who clicks with a pointer goes on in the picture: there, Space pans and Enter runs
        if (event.detail > 0) document.querySelector<HTMLElement>('.stage')?.focus({ preventScroll: true });
      }}
    >
      <Icon name={icon} />
    </button>
  );
}

function BrushSize() {
  const isBrush = tool.value === 'brush' || tool.value === 'eraser';
  return (
    <fieldset class="group size" disabled={!isBrush || !picture.value}>
      <legend class="hidden">{say('brush-size')}</legend>
      <Tool icon="minus" name={say('smaller')} shortcut="[" onClick={() => scaleBrush(1 / 1.25)} />
      <output class="number" aria-label={say('brush-size')}>
        {brushSize.value}
      </output>
      <Tool icon="plus" name={say('larger')} shortcut="]" onClick={() => scaleBrush(1.25)} />
    </fieldset>
  );
}

function Zoom() {
  const percent = view.value && picture.value ? Math.round(100 * view.value.scale) : 100;
  const by = (factor: number) => () =>
    zoom({ x: frame.peek().width / 2, y: frame.peek().height / 2 }, factor);
  return (
    <fieldset class="group zoom" disabled={!picture.value}>
      <legend class="hidden">{say('zoom')}</legend>
      <Tool icon="minus" name={say('zoom-out')} shortcut="-" onClick={by(1 / 1.25)} />
      <output class="number" aria-label={say('zoom')}>
        {percent} %
      </output>
      <Tool icon="plus" name={say('zoom-in')} shortcut="+" onClick={by(1.25)} />
      <Tool icon="fit" name={say('fit')} shortcut="0" onClick={fitAgain} />
    </fieldset>
  );
}

/** Shows the whole picture, and keeps doing so. */
export function fitAgain(): void {
  const open = picture.peek();
  if (!open) return;
  isFitted.value = true;
  view.value = fit(open, frame.peek(), frame.peek().width < 600 ? 8 : 16);
}
