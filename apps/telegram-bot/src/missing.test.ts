import { picture } from '@dualedit/test-servers/edits';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answers, DONE, labels, pictured, said, textOf } from './testing/chat.js';
import { openTestBot, type TestBot } from './testing/test-bot.js';

let testBot: TestBot;
beforeAll(async () => {
  testBot = await openTestBot({ maskSource: import.meta.resolve('@dualedit/segmenter') });
  await testBot.start();
});
afterAll(() => testBot.close());

it('what is not in the picture or did not come out is named, and the rest edited: alone, and in an album', async () => {
  const { telegram } = testBot;
  const ada = telegram.person('Ada', 'de');
  const { animal, ...image } = await picture();
  ada.send(image, { caption: `${animal}→red, cup→blue` });
  const answer = await said(telegram, ada.chat, DONE);
  expect(pictured(answer)).toBe('photo');
  expect(textOf(answer)).toMatch(new RegExp(`verstanden als: ${animal}→red\nNicht gefunden: Tasse`));

  ada.send(image, { caption: `${animal}→red (0)` });
  const failed = await said(telegram, ada.chat, new RegExp(`⚠️ ${animal}→red \\(0\\) ist nicht gelungen`));
  expect(pictured(failed)).toBe('photo');

  ada.send(image, { caption: 'cup→blue' });
  const none = await said(telegram, ada.chat, /finde ich „Tasse“ nicht/);
  expect(labels(none)).toEqual(['Noch einmal', 'Löschen']);

  ada.send(image, { caption: 'cup→blue, hat→red' });
  await said(telegram, ada.chat, /Nicht gefunden: Tasse, Hut\. Es wurde nichts bearbeitet/);

  ada.sendAlbum([image, { ...image, name: 'second.png' }], `${animal}→red, cup→blue`);
  const summary = await said(telegram, ada.chat, /2 von 2 Bildern/);
  expect(textOf(summary)).toContain('Nicht gefunden: Tasse');
  const album = answers(telegram, ada.chat).filter(({ message }) => message.media_group_id);
  expect(album.map(pictured)).toEqual(['photo', 'photo']);
});
