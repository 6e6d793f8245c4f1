import { parseCommand } from '@dualedit/commands';
import { expect, it } from 'vitest';
import { secondTurnOf } from './turns.js';

const later = (command: string) => {
  const edits = parseCommand(command);
  const isSecond = secondTurnOf(edits);
  return isSecond && edits.map(isSecond);
};

it.each<[string, boolean[]]>([
  ['hat→nothing, cat→red', [false, true]],
  ['cat→dog, remove the scarf', [true, false]],
  ['red hats→nothing, tree→nothing, cat→dog', [false, false, true]],
  ['hat→nothing, cat→dog, background→snow', [false, false, true]],
  ['ball→nothing, background→snow', [false, true]],
])('in two turns: %s', (command, expected) => {
  expect(later(command)).toEqual(expected);
});

it.each(['cat→dog, hat→red', 'tree→nothing, cat→dog', 'hat→nothing, scarf→nothing', 'background→snow'])(
  'in one turn: %s',
  (command) => {
    expect(later(command)).toBeUndefined();
  },
);
