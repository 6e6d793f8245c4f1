import { describe, expect, it } from 'vitest';
import { readRows } from './rows.js';

const fields = { picture: ['a.png'], command: ['cat→dog, hat→red'], mask: ['cat=c.png', 'hat=h.png'] };

describe('the same list', () => {
  it.each([
    [
      'JSON Lines',
      '\n{"picture":"a.png","command":"cat→dog, hat→red","mask":{"cat":"c.png","hat":"h.png"},"prompt":null}\n\n',
      2,
    ],
    ['an array', '[{"picture":"a.png","command":"cat→dog, hat→red","mask":["cat=c.png","hat=h.png"]}]', 1],
    ['CSV', 'command , picture,mask,prompt\n"cat→dog, hat→red",a.png,cat=c.png; hat=h.png,\n', 2],
    [
      'CSV of a spreadsheet',
      '\uFEFFpicture,command,mask\r\na.png,"cat→dog, hat→red",cat=c.png;hat=h.png\r\n',
      2,
    ],
    ['tabs', 'picture\tcommand\tmask\na.png\tcat→dog, hat→red\tcat=c.png;hat=h.png', 2],
  ])('as %s', (_, text, line) => {
    expect(readRows(text)).toEqual([{ line, fields }]);
  });
});

it('says the lines on which the entries of an array begin', () => {
  const text = `
[{"picture": "a.png", "command": "x→y [,{ \\" z"},
  {
    "picture": "b.png",
    "mask": {"cat": "c.png", "dog": "d.png"},
    "command": "x→y"
  }, {"picture": "c.png", "command": "x→y"},

  {"picture": "d.png", "command": "x→y"}]`;
  expect(readRows(text).map(({ line, fields }) => [line, fields.picture![0]])).toEqual([
    [2, 'a.png'],
    [3, 'b.png'],
    [7, 'c.png'],
    [9, 'd.png'],
  ]);
  expect(() => readRows('[{"picture": "a.png", "command": "x→y"},\n\n 5]')).toThrow(/^Line 3 cannot be read/);
});

it('says the line of a cell that holds several', () => {
  const rows = readRows('picture,command\na.png,"cat→dog\nhat→red"\n\nb.png,cat→dog\n');
  expect(rows.map(({ line }) => line)).toEqual([3, 5]);
  expect(rows[0]!.fields.command).toEqual(['cat→dog\nhat→red']);
});

it.each([
  ['{"picture": "a.png"', /^Line 1 cannot be read: /],
  ['{"picture": "a.png", "command": "x→y"}\n["b.png"]', /^Line 2 cannot be read: Expected an object/],
  [
    '{"picture": {"a": {}}, "command": "x→y"}',
    /^Line 1 cannot be read: Expected a text, a number, true or false as "picture"/,
  ],
  ['[{"picture": "a.png",}]', /^Line 1 cannot be read: /],
  ['[\n{"picture": "a.png"},\n{"picture" "b.png"}]', /^Line 3 cannot be read: /],
  ['[{"picture": "a.png"}', /^(The list|Line 1) cannot be read: /],
  ['a.png,cat→dog', /^Line 1: Expected a header .* received "a.png,cat→dog"/],
  ['picture,command\na.png,cat→dog, hat→red', /^Line 2 cannot be read: /],
])('%j is refused with its line', (text, message) => {
  expect(() => readRows(text)).toThrow(
    expect.objectContaining({ message: expect.stringMatching(message), hint: expect.stringMatching(/\w/) }),
  );
});
