import { type ReadOptions, readCommand } from '@dualedit/commands';

/** Words of a user, in their language if it is known. */
export interface AskedWords {
  command: string;
  language?: string | undefined;
}

/** Reads a command as everything of the studio does: something new in it may get its region elsewhere. @throws CommandError */
export function readAsked(
  { command, language }: AskedWords,
  reading: ReadOptions,
): ReturnType<typeof readCommand> {
  return readCommand(command, {
    ...reading,
    region: true,
    ...(language !== undefined && { locale: language }),
  });
}
