import { fitAgain, TOOL_KEYS } from './parts/toolbar.js';
import { held, zoom } from './stage/gestures.js';
import { cancelEdit } from './state/edits.js';
import { language } from './state/language.js';
import { COMPARISONS, comparison, frame, isOriginalHeld } from './state/look.js';
import { editFurther } from './state/next.js';
import { redo, scaleBrush, TOOLS, tool, undo } from './state/paint.js';
import { areSettingsOpen, closePanels } from './state/panels.js';
import { isRunning, result, run, shown } from './state/run.js';
import { selectedId } from './state/slots.js';

/** Listens to the keys of the whole window. While somebody types, letters are letters. */
export function listenToKeys(): void {
  window.addEventListener('keydown', (event) => {
    if (isTyping(event.target)) {
      if (event.key === 'Escape') stepBack();
    } else if (press(event)) event.preventDefault();
  });
  window.addEventListener('keyup', ({ key }) => {
    if (key === ' ') held.pan = false;
    if (key.toLowerCase() === 'o') isOriginalHeld.value = false;
  });
  window.addEventListener('blur', () => {
    held.pan = false;
    isOriginalHeld.value = false;
  });
}

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement;
  if (element instanceof HTMLInputElement) return !['range', 'checkbox', 'file'].includes(element.type);
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}

/** Returns whether a key meant something. */
function press(event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z') ACTIONS.z!(event);
    return key === 'z';
  }
  if (event.altKey) return false;
  const action = ACTIONS[key] ?? toolAction(key) ?? comparisonAction(key);
  action?.(event);
  return action !== undefined;
}

type Action = (event: KeyboardEvent) => void;

const middle = () => ({ x: frame.peek().width / 2, y: frame.peek().height / 2 });

const ACTIONS: Readonly<Record<string, Action | undefined>> = {
  z: ({ shiftKey }) => (shiftKey ? redo() : undo()),
  '[': () => scaleBrush(1 / 1.25),
  ']': () => scaleBrush(1.25),
  '+': () => zoom(middle(), 1.25),
  '=': () => zoom(middle(), 1.25),
  '-': () => zoom(middle(), 1 / 1.25),
  '0': fitAgain,
  o: () => {
    isOriginalHeld.value = true;
  },
  s: () => {
    areSettingsOpen.value = !areSettingsOpen.peek();
  },
  f: () => {
    if (result.peek() && shown.peek()) void editFurther(shown.peek()!);
  },
  escape: stepBack,
  get ' '(): Action | undefined {
    return isButton() ? undefined : pan;
  },
  get enter(): Action | undefined {
    return isButton() ? undefined : () => void run(language.peek());
  },
};

const pan = () => {
  held.pan = true;
};

/** Space and Enter press the button that has the focus. */
const isButton = () => document.activeElement?.matches('button, a, summary, label, [role=option]') ?? false;

function toolAction(key: string): Action | undefined {
  const name = TOOLS.find((one) => TOOL_KEYS[one].toLowerCase() === key);
  return (
    name &&
    (() => {
      tool.value = name;
    })
  );
}

function comparisonAction(key: string): Action | undefined {
  const name = COMPARISONS[Number(key) - 1];
  return name && result.peek()
    ? () => {
        comparison.value = name;
      }
    : undefined;
}

/** Closes what is open, else cancels what runs, else deselects. */
function stepBack(): void {
  if (closePanels()) return;
  if (isRunning.peek()) void cancelEdit(shown.peek()!.id);
  else selectedId.value = undefined;
}
