// The finder's own process: it loads a segmenter once and answers one question after the other, until its parent is gone.
import { chooseDevice, type Editor, loadEditor, onGround, packError } from '@dualedit/core';
import { type Picture, type Pointing, type SeenThing, throwIfAborted } from '@dualedit/foundation';
import { maskSourceOf, Segmenter } from '@dualedit/segmenter';
import { findThings, type NotingSource, nameOf, noting } from './looking.js';
import type { FinderModels, FinderQuestion, FromFinder, PointedThing, ToFinder } from './messages.js';

/** Pictures that are kept, with their encodings. */
const MOST_PICTURES = 4;

interface Loaded {
  editor: Editor;
  segmenter: Segmenter | undefined;
  source: NotingSource | undefined;
}

interface HeldPicture {
  pixels: Picture;
  /** What is in it, once somebody has looked. */
  seen: readonly SeenThing[] | undefined;
}

const pictures = new Map<string, HeldPicture>();
const aborts = new Map<number, AbortController>();
let loaded: Promise<Loaded> | undefined;
let queue: Promise<void> = Promise.resolve();

const send = (message: FromFinder) => void process.send?.(message);

async function load({ pack, device, maskSource, captions }: FinderModels): Promise<Loaded> {
  const { name } = await chooseDevice(device);
  const segmenter = maskSource === 'segmenter' ? await Segmenter.load(pack, { device: name }) : undefined;
  const source = segmenter && noting(maskSourceOf(segmenter));
  const options = { pack, device: name, captions, ...(source && { maskSource: source }) };
  return { editor: await loadEditor(options), segmenter, source };
}

async function answer(question: FinderQuestion & { id: number }, signal: AbortSignal): Promise<FromFinder> {
  const { id } = question;
  throwIfAborted(signal);
  if (question.type === 'load') {
    loaded = load(question.models);
    await loaded;
    return { id, type: 'done' };
  }
  if (question.type === 'hold') {
    hold(question.picture, { pixels: onGround(question.pixels).picture, seen: undefined });
    return { id, type: 'done' };
  }
  const held = pictures.get(question.picture);
  if (!held) return { id, type: 'needs-picture' };
  hold(question.picture, held);
  const models = await loaded!;
  if (question.type === 'pointed')
    return { id, type: 'done', value: await point(models, held, question.pointing, signal) };
  const value = await findThings(models.editor, models.source, held.pixels, { ...question.request, signal });
  held.seen = models.source?.seen;
  return { id, type: 'done', value };
}

/** Keeps a picture, as the one that was used last. */
function hold(id: string, picture: HeldPicture): void {
  pictures.delete(id);
  pictures.set(id, picture);
  if (pictures.size > MOST_PICTURES) pictures.delete(pictures.keys().next().value!);
}

async function point(
  { segmenter }: Loaded,
  held: HeldPicture,
  pointing: Pointing,
  signal: AbortSignal,
): Promise<PointedThing> {
  const thing = await segmenter!.pointed(held.pixels, pointing, { signal });
  // What the pack has names for is looked for once.
  held.seen ??= await seenIn(segmenter!, held.pixels);
  const name = nameOf(thing.mask, held.seen);
  return { ...thing, ...(name !== undefined && { name }) };
}

async function seenIn(segmenter: Segmenter, picture: Picture): Promise<SeenThing[]> {
  const { others } = await segmenter.segment(picture, []);
  return others.flatMap(({ phrase, instances }) =>
    instances.map(({ mask, score }) => ({ name: phrase, mask, score })),
  );
}

function receive(message: ToFinder): void {
  const { id } = message;
  if (message.type === 'abort') {
    aborts.get(id)?.abort();
    return;
  }
  const abort = new AbortController();
  aborts.set(id, abort);
  queue = queue
    .then(() => answer(message, abort.signal))
    .then(send, (error: unknown) => send({ id, type: 'failed', error: packError(error) }))
    .finally(() => aborts.delete(id));
}

process.on('message', receive);
process.on('disconnect', () => process.exit(0));
// The parent decides when work stops; a Ctrl-C in a terminal reaches the whole process group.
process.on('SIGINT', () => {});
