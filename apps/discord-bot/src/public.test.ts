// What a public server needs; the editor inverts the picture, since none of this is about what it shows.
import { mediaKind } from '@dualedit/conversation';
import type { StoredChannel, StoredMessage } from '@dualedit/test-servers/discord';
import { everyComponent } from '@dualedit/test-servers/discord';
import { type StudioServer, startStudio } from '@dualedit/test-servers/studio';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickEditor } from '../../../packages/jobs/testing/quick-editor.mjs';
import { asking, image, names } from './testing/asking.js';
import { openTestBot, type TestBot } from './testing/test-bot.js';

let testBot: TestBot;
let studio: StudioServer;
let channel: StoredChannel;
const mask = (inside: (x: number) => boolean) => {
  const data = Uint8Array.from({ length: 64 * 48 }, (_, at) => (inside(at % 64) ? 255 : 0));
  return { width: 64, height: 48, data };
};

beforeAll(async () => {
  const left = mask((x) => x < 20);
  studio = await startStudio();
  testBot = await openTestBot({
    editor: async () => {
      const quick = quickEditor({
        unnamed: [
          { name: 'hat', mask: mask((x) => x > 50), score: 0.9 },
          { name: 'cat', mask: mask((x) => x > 30 && x < 45), score: 0.8 },
        ],
      });
      return {
        ...quick,
        edit: (asked) => quick.edit({ ...asked, masks: asked.masks?.[0] ? asked.masks : [left] }),
      };
    },
    limits: { inFlight: 60, perHour: 1000, perDay: 40 },
    environment: { STUDIO_URL: studio.url, STUDIO_TOKEN: studio.token },
  });
  await testBot.start();
  channel = testBot.discord.guildChannel();
});
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(testBot.log.slice(-30).join(''));
  await testBot.close();
  await studio.close();
});

const { person, until, done, finished, text, jobsOf, edit } = asking(() => ({ testBot, channel }));
const gray = (bytes: Uint8Array) => sharp(bytes).extractChannel(0).raw().toBuffer();
const after = (message: StoredMessage) =>
  message.attachments.find(({ attachment }) => attachment.filename.includes('after'))!.bytes;

describe('results', () => {
  it('a JPEG comes back as JPEG, with what that means; the line says how it was made', async () => {
    const message = await finished(
      person().slash(channel, 'edit', { picture: await image('jpeg'), command: 'cat→dog', seed: 7 }),
    );
    expect(names(message)).toEqual(['before.jpg', 'after.jpg']);
    expect((await sharp(after(message)).metadata()).format).toBe('jpeg');
    expect(message.content).toContain('JPEG stores all pixels anew');
    expect(message.content).toMatch(/Done in .* · mde · 10 steps · seed 7/);
  });

  it('variants are a sheet with a button for each, and the one that is picked is the result', async () => {
    const ada = person();
    const message = await finished(await edit(ada, { variants: 6 }));
    expect(names(message)).toEqual(['before.png', 'after.png', 'variants.png']);
    expect(message.content).toContain('6 variants; the framed one is number 1');
    const first = after(message);
    ada.press(message, '3');
    await until('the third', () => (/number 3/.test(message.content) ? true : undefined));
    expect(message.content).toContain('· mag ·');
    expect(after(message).equals(first)).toBe(false);
    const choosing = await finished(await edit(ada, { choose: true }));
    expect(names(choosing)).toContain('after.png');
  });

  it('Retry never returns the same picture', async () => {
    const ada = person();
    let message = await finished(await edit(ada));
    const pictures = [after(message)];
    for (let time = 0; time < 5; time++) {
      message = await finished(ada.press(message, 'Retry'));
      pictures.push(after(message));
    }
    expect(new Set(pictures.map((bytes) => bytes.toString('base64'))).size).toBe(6);
  });

  it('several pictures of one command are jobs and messages of their own', async () => {
    const ada = person();
    const more = { picture2: await image(), picture3: await image('jpeg') };
    const asked = ada.slash(channel, 'edit', { picture: await image(), command: 'cat→dog', ...more });
    await finished(asked);
    const second = await done(() => asked.followUps[0]);
    const third = await done(() => asked.followUps[1]);
    expect(names(second)).toEqual(['before.png', 'after.png']);
    expect(names(third)).toEqual(['before.jpg', 'after.jpg']);
    expect(await jobsOf(ada)).toHaveLength(3);
  });

  it('a spoiler stays one, in every file', async () => {
    const message = await finished(await edit(person(), { spoiler: true }));
    expect(names(message)).toEqual(['SPOILER_before.png', 'SPOILER_after.png']);
  });

  it('the picture of a link that Discord shows is taken from Discord', async () => {
    const ada = person();
    const own = ada.post(channel, 'kept', [await image()]).attachments[0]!.attachment.url;
    const linked = ada.post(
      channel,
      'https://pictures.example/cat.png',
      [],
      [{ image: { url: 'https://pictures.example/cat.png', proxy_url: own } }],
    );
    const opened = ada.menu(channel, 'Edit picture', linked);
    await testBot.discord.acknowledged(opened);
    await finished(ada.submit(opened, { command: 'cat→dog' }));
  });
});

describe('what is said wrongly', () => {
  it('a misspelled word is one tap away from what was meant', async () => {
    const ada = person();
    const asked = await edit(ada, { command: 'cta→dgo, hat→red' });
    const message = await text(asked, /does not know "cta"/);
    expect(everyComponent(message.components).flatMap(({ label }) => label ?? [])).toEqual([
      'cat→dog, hat→red',
    ]);
    await text(person().press(message, 'cat→dog, hat→red'), /Only the person who asked/);
    const presses = [1, 2].map(() => ada.press(message, 'cat→dog, hat→red'));
    const answer = await until('one of them', () =>
      presses.map(({ original }) => original).find((one) => one?.attachments.length),
    );
    expect(answer.content).toContain('understood as: cat→dog, hat→red');
    expect(await jobsOf(ada)).toHaveLength(1);
  });

  it('a mask that looks inverted is inverted or used by a button', async () => {
    const ada = person();
    const hole = await sharp({ create: { width: 64, height: 48, channels: 3, background: 'white' } })
      .composite([
        { input: { create: { width: 12, height: 12, channels: 3, background: 'black' } }, left: 20, top: 20 },
      ])
      .png()
      .toBuffer();
    const asked = ada.slash(channel, 'edit', {
      picture: await image(),
      command: 'cat→dog',
      mask: { name: 'mask.png', type: 'image/png', bytes: hole },
    });
    const message = await text(asked, /seems to be inverted/);
    await finished(ada.press(message, 'Invert the mask'));
    const [job] = await jobsOf(ada);
    const [stored] = await testBot.jobs.pictures(job!.id, 'mask');
    const inside = (await gray(stored!.bytes)).filter((value) => value > 127).length;
    expect(inside).toBe(12 * 12);
  });

  it.each([
    ['clip.mp4', 'video/mp4', /cannot edit videos/],
    ['voice.ogg', 'audio/ogg', /cannot listen/],
    ['paper.pdf', 'application/pdf', /PDF/],
  ])('%s is answered by what it is', async (name, type, wanted) => {
    const file = { name, type, bytes: Buffer.from('not looked at') };
    await text(person().slash(channel, 'edit', { picture: file, command: 'cat→dog' }), wanted);
  });

  it('a picture that is called a stream of octets is a picture', async () => {
    const { bytes } = await image();
    const file = { name: 'scene.png', type: 'application/octet-stream', bytes };
    await finished(person().slash(channel, 'edit', { picture: file, command: 'cat→dog' }));
    expect([mediaKind('application/octet-stream', 'a.MOV'), mediaKind(null, 'x')]).toEqual([
      'video',
      'other',
    ]);
  });
});

describe('buttons', () => {
  it('pressed twice make one job', async () => {
    const ada = person();
    const message = await finished(await edit(ada));
    const presses = [ada.press(message, 'Stronger'), ada.press(message, 'Stronger')];
    await until('one of them', () => presses.find((one) => one.original?.attachments.length));
    expect(await jobsOf(ada)).toHaveLength(2);
  });

  it('after a day use the pictures in the message', async () => {
    const ada = person();
    const message = await finished(await edit(ada));
    const [job] = await jobsOf(ada);
    const { pictures } = testBot.jobs;
    testBot.jobs.pictures = async (id, role) => (id === job!.id ? [] : pictures.call(testBot.jobs, id, role));
    await finished(ada.press(message, 'Stronger'));
    const opened = ada.press(message, 'Edit again');
    await testBot.discord.acknowledged(opened);
    await finished(ada.submit(opened, { command: 'hat→red' }));
    await text(ada.press(message, 'Masks'), /have been deleted/);
    expect(names(await text(ada.press(message, 'Original file'), /every pixel/))).toEqual(['dualedit.png']);
    testBot.jobs.pictures = pictures;
  });

  it('a mask is corrected: bigger, another thing, or not this one', async () => {
    const ada = person();
    const message = await finished(await edit(ada));
    const masks = await text(ada.press(message, 'Masks'), /press the number/);
    const labels = everyComponent(masks.components).flatMap(({ label }) => label ?? []);
    expect(labels).toEqual(['cat: bigger', 'cat: smaller', 'Not this one', '1', '2', 'Open in the studio']);
    const inside = async () => {
      const [job] = await jobsOf(ada);
      const [stored] = await testBot.jobs.pictures(job!.id, 'mask');
      const row = (await gray(stored!.bytes)).subarray(0, 64);
      return [row.findIndex((value) => value > 127), row.filter((value) => value > 127).length];
    };
    expect(await inside()).toEqual([0, 20]);
    expect((await finished(ada.press(masks, 'cat: bigger'))).ephemeralFor).toBeUndefined();
    expect(await inside()).toEqual([0, 21]);
    await finished(ada.press(masks, '1'));
    expect(await inside()).toEqual([51, 13]);
    await finished(ada.press(masks, 'Not this one'));
    expect(await inside()).toEqual([31, 14]);
  });

  it('an edit is opened in the studio by whoever asked for it, who alone gets the link', async () => {
    const ada = person();
    const message = await finished(await edit(ada, { command: 'cat→dog, hat→red' }));
    const masks = await text(ada.press(message, 'Masks'), /press the number/);
    await text(person().press(masks, 'Open in the studio'), /Only the person who asked/);
    expect(studio.asked).toEqual([]);
    const answer = await text(ada.press(masks, 'Open in the studio'), /works once, for 10 minutes/);
    expect(answer.ephemeralFor).toBe(ada.id);
    expect(answer.content).toContain(`<${studio.url}/#link=${studio.secret}>`);
    const [{ body, files } = { body: {}, files: [] }] = studio.asked;
    expect(body).toEqual({ command: 'cat→dog, hat→red' });
    expect(files.map(({ field }) => field)).toEqual(['picture', 'mask[0]', 'mask[1]']);
    expect(files[0]!.bytes.equals((await image()).bytes)).toBe(true);
    const [row] = [(await gray(files[1]!.bytes)).subarray(0, 64)];
    expect(row.filter((value) => value > 127)).toHaveLength(20);
    expect(testBot.log.join()).not.toMatch(new RegExp(`${studio.secret}|${studio.token}`));

    studio.status = 503;
    await text(ada.press(masks, 'Open in the studio'), /studio does not answer/);
    studio.status = 413;
    await text(ada.press(masks, 'Open in the studio'), /did not take this edit/);
    studio.status = 201;
  });

  it('late answers ping whoever asked, and nobody else', async () => {
    const ada = person();
    await testBot.jobs.admin.pause('until the token is over');
    const asked = await edit(ada, { command: 'cat→dog' });
    await text(asked, /understood as/);
    testBot.discord.expire(asked);
    await testBot.jobs.admin.resume();
    const late = await until('the late answer', () =>
      testBot.discord.messages(channel).find(({ content }) => content.startsWith(`<@${ada.id}>`)),
    );
    expect([late.mentionsParsed, late.mentionsUsers]).toEqual([[], [ada.id]]);
  });
});
