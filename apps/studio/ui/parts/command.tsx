import type { TargetedKeyboardEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { language, say } from '../state/language.js';
import { run } from '../state/run.js';
import { command, readError } from '../state/words.js';
import type { Completion } from '../words/complete.js';
import { caretAfter } from './focus.js';
import { active, caret, choose, isOpen, isPicked, offers, reopen, step } from './offers.js';

/** The command: what is typed, what of it is not understood, and what it could go on with. */
export function Command() {
  const input = useRef<HTMLInputElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const items = isOpen.value ? offers.value : [];
  const follow = () => {
    caret.value = input.current?.selectionStart ?? 0;
    if (mirror.current) mirror.current.scrollLeft = input.current?.scrollLeft ?? 0;
  };
  const take = (item: Completion | undefined) => item && caretAfter(input.current!, choose(item));
  return (
    <div class="command">
      <div class="mirror" ref={mirror} aria-hidden="true">
        <Mirrored text={command.value} span={readError.value?.span} />
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
        aria-invalid={readError.value !== undefined}
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
          isOpen.value = false;
        }}
      />
      <Offers items={items} take={take} />
    </div>
  );
}

function Offers({ items, take }: { items: readonly Completion[]; take: (item: Completion) => void }) {
  return (
    <div
      id="offers"
      role="listbox"
      class="floating"
      aria-label={say('completions')}
      hidden={items.length === 0}
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
