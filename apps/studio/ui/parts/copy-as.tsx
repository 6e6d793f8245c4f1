import { useState } from 'preact/hooks';
import { language, say } from '../state/language.js';
import { picture } from '../state/picture.js';
import { prompt, settings, variants } from '../state/settings.js';
import { paintedSlots } from '../state/slots.js';
import { command } from '../state/words.js';
import { type Asked, asCommandLine, asRequest } from '../words/copy-as.js';

/** Copies the edit as it is now for a shell and for the API. */
export function CopyAs() {
  const [copied, setCopied] = useState<string>();
  const copy = async (name: string, text: string) => {
    await navigator.clipboard.writeText(text);
    setCopied(name);
  };
  const isReady = picture.value !== undefined && command.value.trim() !== '';
  return (
    <>
      <button type="button" disabled={!isReady} onClick={() => void copy('line', asCommandLine(askedNow()))}>
        {copied === 'line' ? say('copied') : say('as-command-line')}
      </button>
      <button
        type="button"
        disabled={!isReady}
        onClick={() => void copy('request', asRequest(askedNow(), location.origin))}
      >
        {copied === 'request' ? say('copied') : say('as-request')}
      </button>
    </>
  );
}

function askedNow(): Asked {
  const { name, id } = picture.peek()!;
  return {
    name,
    picture: id,
    command: command.peek().trim(),
    language: language.peek(),
    prompt: prompt.peek().trim(),
    settings: settings.peek(),
    variants: variants.peek(),
    painted: paintedSlots().map(({ edit }) => ({ name: edit!.source ?? edit!.target, index: edit!.index })),
  };
}
