import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { language, say } from '../state/language.js';
import { run } from '../state/run.js';
import { askings, command, isTyping, isUnfinished, readError } from '../state/words.js';
import type { Completion } from '../words/complete.js';
import { caretAfter } from './focus.js';
import { active, caret, choose, isOpen, isPicked, offers, reopen, step } from './offers.js';

/** The command: what is typed, what of it is not understood, and what it could go on with. */
export function Command() {
  const input = useRef<HTMLInputElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const items = isOpen.value ? offers.value : [];
  useEffect(() => {
    if (askings.value === 0) return;
    caret.value = command.peek().length;
    reopen();
    isTyping.value = true;
    caretAfter(input.current!, caret.value);
  }, [askings.value]);
  const wrong = isUnfinished.value ? undefined : readError.value;
  const follow = () => {
    caret.value = input.current?.selectionStart ?? 0;
    isTyping.value = document.activeElement === input.current && caret.value === command.value.length;
    if (mirror.current) mirror.current.scrollLeft = input.current?.scrollLeft ?? 0;
  };
  const take = (item: Completion | undefined) => item && caretAfter(input.current!, choose(item));
  return (
    <div class="command">
      <div class="mirror" ref={mirror} aria-hidden="true">
        <Mirrored text={command.value} span={wrong?.span} />
      </div>
      <input
        ref={input}
        id="command"
        type="text"
        role="combobox"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-label={say('command')}
        aria-describedby="status"
        aria-expanded={items.length > 0}
        aria-controls="offers"
        aria-autocomplete="list"
        aria-invalid={wrong !== undefined}
        aria-activedescendant={items.length > 0 ? `offer-${active.value}` : undefined}
        placeholder={say('command-example')}
        value={command.value}
        onInput={(event) => {
          command.value = event.currentTarget.value;
          reopen();
          follow();
        }}
        onSelect={follow}
        onScroll={follow}
        onKeyDown={(event) => press(event, items, take)}
        onBlur={() => {
          isTyping.value = false;
          isOpen.value = false;
        }}
      />
      <Offers items={items} left={leftOf(input.current, items[0])} take={take} />
    </div>
  );
}

interface OffersProps {
  items: readonly Completion[];
  left: number;
  take: (item: Completion) => void;
}

function Offers({ items, left, take }: OffersProps) {
  return (
    <div
      id="offers"
      role="listbox"
      class="floating"
      aria-label={say('completions')}
      hidden={items.length === 0}
      style={{ left: `${left}px` }}
    >
      {items.map((item, i) => (
        <div
          key={item.text}
          tabIndex={-1}
          id={`offer-${i}`}
          role="option"
          aria-selected={i === active.value}
          onPointerDown={(event) => {
            event.preventDefault();
            take(item);
          }}
        >
          {item.text}
          {i === active.value && <kbd>Tab</kbd>}
        </div>
      ))}
    </div>
  );
}

function press(
  event: TargetedKeyboardEvent<HTMLInputElement>,
  items: readonly Completion[],
  take: (item: Completion | undefined) => void,
): void {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const isOffered = items.length > 0 && isPlain;
  if (isOffered && event.key === 'ArrowDown') step(1);
  else if (isOffered && event.key === 'ArrowUp') step(-1);
  else if (isOffered && event.key === 'Tab' && !event.shiftKey) take(items[active.value]);
  else if (isOffered && event.key === 'Escape') isOpen.value = false;
  else if (isOffered && event.key === 'Enter' && isPicked.value) take(items[active.value]);
  else if (event.key === 'Enter' && !event.isComposing) {
    isOpen.value = false;
    void run(language.value);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** So much room is left for the list at the right end of the command, in CSS pixels. */
const ROOM = 200;
let ruler: CanvasRenderingContext2D | null | undefined;

/** Where in the input the word begins that an offer would replace. */
function leftOf(input: HTMLInputElement | null, offer: Completion | undefined): number {
  if (!input || !offer) return 0;
  ruler ??= document.createElement('canvas').getContext('2d');
  ruler!.font = getComputedStyle(input).font;
  const left = ruler!.measureText(input.value.slice(0, offer.from)).width - input.scrollLeft;
  return Math.max(0, Math.min(left, input.clientWidth - ROOM));
}

/** The same text behind the input, to underline what is not understood. */
function Mirrored({ text, span }: { text: string; span: [number, number] | undefined }) {
  if (!span) return <>{text}</>;
  const [from, to] = [span[0], Math.max(span[1], span[0] + 1)];
  return (
    <>
      {text.slice(0, from)}
      <span class="wrong">{text.slice(from, to) || '\u00a0'}</span>
      {text.slice(to)}
    </>
  );
}
