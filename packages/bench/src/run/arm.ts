import { DEFAULT_METHOD, METHODS, type MethodName, type MethodSettings } from '@dualedit/core';
import { DualeditError } from '@dualedit/foundation';

/** Edits as users get them who ask for nothing: by the pack's usual model, looked at, and tried again. */
export const AS_USUAL = 'default';

/** A method with its settings, under the name that tables give it. */
export interface Arm {
  name: string;
  method: MethodName | typeof AS_USUAL;
  settings: Partial<MethodSettings>;
}

/** What an arm's method is set to by itself. */
export const ownSettings = ({ method }: Arm): MethodSettings =>
  METHODS[method === AS_USUAL ? DEFAULT_METHOD : method].defaults;

/**
 * Reads `NAME: METHOD key=number …`, such as `without OAL: mde lossWeights.oal=0 stepSize=0.05`; without a
 * name, the whole text is the name. A dot reaches into a setting. The method `default` has no settings.
 * @throws DualeditError `arm-method`, `arm-setting` listing what is known
 */
export function parseArm(text: string): Arm {
  const [head, tail] = text.includes(':') ? text.split(/:\s*/, 2) : [text, text];
  const [method, ...changes] = tail!.trim().split(/\s+/);
  const name = head!.trim();
  if (method === AS_USUAL && changes.length === 0) return { name, method, settings: {} };
  if (!(method! in METHODS)) throw unknownMethod(method!);
  const of = METHODS[method as MethodName].defaults;
  let settings: Partial<MethodSettings> = {};
  for (const change of changes) settings = { ...settings, ...changed({ ...of, ...settings }, change) };
  return { name, method: method as MethodName, settings };
}

function changed(known: Record<string, unknown>, change: string): Partial<MethodSettings> {
  const [path, text] = change.split('=', 2) as [string, string?];
  const [key, inner] = path.split('.', 2) as [string, string?];
  const value = Number(text);
  const base = known[key];
  const isNumber = text !== undefined && text !== '' && Number.isFinite(value);
  if (!isNumber || !(key in known) || (typeof base === 'object') !== (inner !== undefined)) {
    throw badSetting(change, known);
  }
  return inner === undefined ? { [key]: value } : { [key]: { ...(base as object), [inner]: value } };
}

function unknownMethod(received: string): DualeditError {
  return new DualeditError({
    code: 'arm-method',
    message: `Expected one of ${Object.keys(METHODS).join(', ')} but received ${JSON.stringify(received)}.`,
    hint: `Write an arm as "NAME: METHOD key=number …", or as "NAME: ${AS_USUAL}", which has no settings.`,
    received,
  });
}

function badSetting(received: string, known: Record<string, unknown>): DualeditError {
  const paths = Object.entries(known).flatMap(([key, value]) =>
    typeof value === 'object' ? Object.keys(value as object).map((inner) => `${key}.${inner}`) : [key],
  );
  return new DualeditError({
    code: 'arm-setting',
    message: `Expected key=number with a key of ${paths.join(', ')}, but received ${JSON.stringify(received)}.`,
    hint: 'Write an arm as "NAME: METHOD key=number …", such as "wide: mde stepSize=0.05".',
    received,
  });
}
