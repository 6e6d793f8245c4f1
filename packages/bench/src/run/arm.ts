import { METHODS, type MethodName, type MethodSettings } from '@dualedit/core';
import { DualeditError } from '@dualedit/foundation';

/** A method with its settings, under the name that tables give it. */
export interface Arm {
  name: string;
  method: MethodName;
  settings: Partial<MethodSettings>;
}

/**
 * Reads `NAME: METHOD key=number …`, such as `without OAL: mde lossWeights.oal=0 stepSize=0.05`; without a
 * name, the whole text is the name. A dot reaches into a setting.
 * @throws DualeditError `arm-method`, `arm-setting` listing what is known
 */
export function parseArm(text: string): Arm {
  const [head, tail] = text.includes(':') ? text.split(/:\s*/, 2) : [text, text];
  const [method, ...changes] = tail!.trim().split(/\s+/);
  if (!(method! in METHODS)) throw unknownMethod(method!);
  const arm: Arm = { name: head!.trim(), method: method as MethodName, settings: {} };
  for (const change of changes) arm.settings = { ...arm.settings, ...changed(arm, change) };
  return arm;
}

function changed({ method, settings }: Arm, change: string): Partial<MethodSettings> {
  const known: Record<string, unknown> = { ...METHODS[method].defaults, ...settings };
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
    hint: 'Write an arm as "NAME: METHOD key=number …".',
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
