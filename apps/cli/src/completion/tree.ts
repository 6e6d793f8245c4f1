import type { Command } from 'commander';

/** A command as a shell completes it. */
export interface Completable {
  /** What is typed to reach it: `''` for the program itself, `edit`, `models verify`. */
  path: string;
  summary: string;
  commands: readonly { name: string; summary: string }[];
  options: readonly CompletableOption[];
  /** The only words that its first argument may be; empty where it may be anything, such as a file. */
  choices: readonly string[];
}

export interface CompletableOption {
  short: string | undefined;
  long: string;
  summary: string;
  takesValue: boolean;
  choices: readonly string[];
}

/** The program and every command below it, parents first. */
export function completables(command: Command, path = ''): Completable[] {
  const help = command.createHelp();
  const children = help.visibleCommands(command);
  return [
    {
      path,
      summary: command.summary() || command.description(),
      commands: children.map((child) => ({ name: child.name(), summary: help.subcommandDescription(child) })),
      options: help.visibleOptions(command).map((option) => ({
        short: option.short,
        long: option.long!,
        summary: option.description,
        takesValue: option.required || option.optional,
        choices: option.argChoices ?? [],
      })),
      choices: command.registeredArguments[0]?.argChoices ?? [],
    },
    ...children
      .filter((child) => child.name() !== 'help')
      .flatMap((child) => completables(child, `${path} ${child.name()}`.trim())),
  ];
}
