import type { SettingInfo } from '../../src/contract.js';
import { hasText, say } from '../state/language.js';
import { model } from '../state/server.js';
import { setSetting, settings } from '../state/settings.js';
import { Row } from './setting-row.js';

/** A setting as the server describes it. */
export function Setting({ info }: { info: SettingInfo }) {
  const { name, choices = [] } = info;
  const chosen = settings.value.method ?? model.value?.methods.find(({ isDefault }) => isDefault)?.name;
  const about = name === 'method' ? ` ${sayMethod(chosen)}` : '';
  const text = hasText(`about-${name}`) ? say(`about-${name}`) : info.about;
  return (
    <Row
      name={hasText(`setting-${name}`) ? say(`setting-${name}`) : name}
      about={text + about}
      {...(info.default !== undefined && { standard: sayValue(info.default) })}
    >
      {(id) => <Input id={id} info={info} choices={choices} />}
    </Row>
  );
}

function sayValue(value: string | number | boolean): string {
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  return typeof value === 'string' ? sayChoice(value) : String(value);
}

/** What a method does; as the server says it, if it is newer than this page. */
function sayMethod(name: string | undefined): string {
  const about = model.value?.methods.find((method) => method.name === name)?.about ?? '';
  return hasText(`about-method-${name}`) ? say(`about-method-${name}`) : about;
}

/** A choice as it is called; methods have names of their own. */
function sayChoice(choice: string): string {
  const method = model.value?.methods.find(({ name }) => name === choice);
  return method?.source ?? (hasText(`choice-${choice}`) ? say(`choice-${choice}`) : choice);
}

function Input({ id, info, choices }: { id: string; info: SettingInfo; choices: readonly string[] }) {
  const { name, kind, min, max, step = 1, default: standard } = info;
  const value = settings.value[name] ?? standard;
  const set = (next: number | string | boolean | undefined) =>
    setSetting(name, next === standard ? undefined : next);
  if (kind === 'boolean')
    return (
      <input
        id={id}
        type="checkbox"
        checked={value === true}
        onChange={(event) => set(event.currentTarget.checked)}
      />
    );
  if (kind === 'choice')
    return (
      <select id={id} value={String(value)} onChange={(event) => set(event.currentTarget.value)}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {sayChoice(choice)}
          </option>
        ))}
      </select>
    );
  const change = (input: HTMLInputElement) => {
    const number = input.valueAsNumber;
    set(Number.isNaN(number) ? undefined : Math.min(max ?? number, Math.max(min ?? number, number)));
  };
  const isSlider = kind === 'number' && min !== undefined && max !== undefined;
  return (
    <span class="number-input">
      <input
        id={id}
        type={isSlider ? 'range' : 'number'}
        min={min}
        max={max}
        step={step}
        value={value === undefined ? '' : Number(value)}
        placeholder={say('automatic')}
        onChange={(event) => change(event.currentTarget)}
        onInput={(event) => isSlider && change(event.currentTarget)}
      />
      {isSlider && <output class="number">{Number(value).toFixed(1)}</output>}
    </span>
  );
}
