import type { Device } from '@dualedit/core';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { MaskFile } from '../options.js';

const DEVICES: readonly Device[] = ['auto', 'cpu', 'cuda', 'webgpu', 'coreml', 'dml'];

export function withCommonOptions(command: Command): Command {
  return command
    .option('--json', 'one line of JSON on stdout as the result; progress as JSON lines on stderr')
    .option('-q, --quiet', 'no progress and no messages, errors apart')
    .option('--no-color', 'no colours, as with NO_COLOR=1');
}

export function withModelOptions(command: Command): Command {
  return command
    .option('--model <folder>', 'a model pack; the embedded diorama pack if not given')
    .addOption(new Option('--device <name>', 'where the model runs').choices(DEVICES));
}

export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`);
  };
}

export function decimal(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Expected a number from ${min} to ${max}.`);
  };
}

/** Collects `--mask name=file`, which may be given several times. */
export function collectMasks(text: string, masks: MaskFile[] = []): MaskFile[] {
  const at = text.indexOf('=');
  const [name, path] = [text.slice(0, at).trim(), text.slice(at + 1)];
  if (at < 0 || name === '' || path === '') {
    throw new InvalidArgumentError('Expected name=file, such as hat=hat.png.');
  }
  return [...masks, { name, path }];
}
