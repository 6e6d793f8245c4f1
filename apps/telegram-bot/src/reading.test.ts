import type { Message, UserFromGetMe } from 'grammy/types';
import { expect, it } from 'vitest';
import { pictureOf, readMessage } from './reading.js';

const me = { id: 7, username: 'dualedit_bot' } as UserFromGetMe;
const message = (type: string, text: string, more: object = {}) =>
  ({ chat: { type }, text, ...more }) as Message;
const read = (type: string, text: string, more: object = {}) => readMessage(message(type, text, more), me);

it.each([
  ['private', 'cat→dog', { addressed: true, called: false, verb: undefined, words: 'cat→dog' }],
  ['private', '/edit cat→dog', { addressed: true, called: true, verb: 'edit', words: 'cat→dog' }],
  ['private', '/queue', { addressed: true, called: true, verb: 'queue', words: '' }],
  ['group', 'cat→dog', { addressed: false, called: false, verb: undefined, words: 'cat→dog' }],
  ['group', '@Dualedit_Bot cat→dog', { addressed: true, called: true, verb: undefined, words: 'cat→dog' }],
  ['group', 'cat→dog @dualedit_bot', { addressed: true, called: true, verb: undefined, words: 'cat→dog' }],
  ['group', '@dualedit_bottom cat→dog', { addressed: false, called: false, verb: undefined }],
  ['group', '/edit@dualedit_bot cat→dog', { addressed: true, called: true, verb: 'edit', words: 'cat→dog' }],
  ['group', '/edit@other_bot cat→dog', { addressed: false, called: false, verb: undefined, words: '' }],
  ['supergroup', '/edit\ncat→dog,\nhat→red', { addressed: true, verb: 'edit', words: 'cat→dog,\nhat→red' }],
])('%s: %s', (type, text, wanted) => {
  expect(read(type, text)).toMatchObject(wanted);
});

it('a reply to the bot speaks to it, one to others does not', () => {
  expect(read('group', 'cat→dog', { reply_to_message: { from: { id: 7 } } })).toMatchObject({
    addressed: true,
    called: false,
  });
  expect(read('group', 'cat→dog', { reply_to_message: { from: { id: 8 } } })).toMatchObject({
    addressed: false,
  });
});

it('pictures: the largest size, image files, and nothing that moves', () => {
  const sizes = ['s', 'm', 'l'].map((file_id, at) => ({ file_id, file_size: at })) as never;
  expect(pictureOf({ photo: sizes })).toEqual({ file: 'l', size: 2, as: 'photo' });
  const file = (mime_type: string) =>
    pictureOf({ document: { file_id: 'd', mime_type, file_size: 9 } as never });
  expect(file('image/png')).toEqual({ file: 'd', size: 9, as: 'file' });
  // of a GIF, the first picture is edited; one that plays is no picture
  expect(file('image/gif')).toEqual({ file: 'd', size: 9, as: 'file' });
  const playing = { animation: {}, document: { file_id: 'd', mime_type: 'image/gif' } } as never;
  expect(pictureOf(playing)).toBeUndefined();
  expect(file('video/mp4')).toBeUndefined();
  expect(pictureOf({})).toBeUndefined();
});
