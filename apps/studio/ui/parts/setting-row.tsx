import type { JSX } from 'preact';
import { say } from '../state/language.js';

interface RowProps {
  name: string;
  about?: string;
  /** The default, as it is shown. */
  standard?: string;
  children: (id: string) => JSX.Element;
}

/** A setting with its name, its control, and one line about it. */
export function Row({ name, about, standard, children }: RowProps) {
  const id = `setting-${name.replace(/\W+/g, '-')}`;
  return (
    <div class="setting">
      <label for={id}>{name}</label>
      {children(id)}
      {about && (
        <p class="quiet">
          {about} {standard !== undefined && say('default', { value: standard })}
        </p>
      )}
    </div>
  );
}
