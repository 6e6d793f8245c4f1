/** A button of `/settings` or `/privacy`, for one person alone. */
export interface Choice {
  of: number;
  what: 'send' | 'language' | 'method' | 'spoiler' | 'variants' | 'choose' | 'forget';
  /** Empty: as Telegram has it. */
  value: string;
}

const WRITTEN = /^1:(send|language|method|spoiler|variants|choose|forget):(-?\d+):([\w-]*)$/;

/** At most 64 bytes, as Telegram wants. */
export const writeChoice = ({ of, what, value }: Choice): string => `1:${what}:${of}:${value}`;

/** Undefined where the data is another button's. */
export function readChoice(data: string): Choice | undefined {
  const [, what, of, value] = WRITTEN.exec(data) ?? [];
  return what === undefined ? undefined : { of: Number(of), what: what as Choice['what'], value: value! };
}
