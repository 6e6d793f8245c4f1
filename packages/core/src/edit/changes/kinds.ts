import type { Change } from '@dualedit/foundation';
import { background } from './background.js';
import { insertion } from './insertion.js';
import type { ChangeKind } from './kind.js';
import { recoloring } from './recoloring.js';
import { removal } from './removal.js';
import { replacement } from './replacement.js';

type Kinds = { [Kind in Change['kind']]: ChangeKind<Extract<Change, { kind: Kind }>> };

/** Every kind of change by its name. */
const KINDS = {
  object: replacement,
  both: replacement,
  attribute: recoloring,
  removal,
  background,
  insertion,
} satisfies { [Kind in Change['kind']]: ChangeKind<never> };

/** What a change's kind says of it. */
export function kindOf<C extends Change>({ kind }: C): ChangeKind<C> {
  return (KINDS as unknown as Kinds)[kind as C['kind']] as unknown as ChangeKind<C>;
}
