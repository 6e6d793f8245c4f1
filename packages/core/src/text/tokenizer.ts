import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { Tokenizer } from '@huggingface/tokenizers';
import { clipTokenizerJson, WORD } from './clip-tokenizer-json.js';

/** A piece of a text: which position it takes among the tokens, and which characters it stands for. */
export interface Piece {
  /** Position in `ids`; 0 is the start token. */
  token: number;
  /** UTF-16 offsets of the piece's whole word in the text (in its NFC form), end exclusive. */
  start: number;
  end: number;
}

export interface EncodedText {
  /** Padded to the model's length. */
  ids: number[];
  pieces: Piece[];
}

/** The CLIP tokenizer of a pack. */
export interface ClipTokenizer {
  /** Tokens that every text is padded to. */
  maxLength: number;
  /** @throws DualeditError `prompt-too-long` */
  encode(text: string): EncodedText;
}

/** Opens `tokenizer.json`, or builds the same from `vocab.json` and `merges.txt`, as stock exports ship. */
export async function loadTokenizer(folder: string): Promise<ClipTokenizer> {
  const json = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'));
  const config = await json('tokenizer_config.json');
  const description = await json('tokenizer.json').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return clipTokenizerJson(await json('vocab.json'), await readFile(join(folder, 'merges.txt'), 'utf8'));
  });
  const tokenizer = new Tokenizer(description, config);
  const maxLength: number = config.model_max_length;
  const id = (token: string | { content: string }) =>
    tokenizer.token_to_id(typeof token === 'string' ? token : token.content)!;
  const [startId, endId] = [id(config.bos_token), id(config.eos_token)];
  const padding = id(config.pad_token ?? config.eos_token);

  return {
    maxLength,
    encode(text) {
      const ids = [startId];
      const pieces: Piece[] = [];
      const { lower, offsets } = lowerCase(text.normalize('NFC'));
      for (const match of lower.matchAll(WORD)) {
        const [start, end] = [offsets[match.index]!, offsets[match.index + match[0].length]!];
        for (const pieceId of tokenizer.encode(match[0], { add_special_tokens: false }).ids) {
          pieces.push({ token: ids.length, start, end });
          ids.push(pieceId);
        }
      }
      ids.push(endId);
      if (ids.length > maxLength) throw tooLong(text, ids.length, maxLength);
      while (ids.length < maxLength) ids.push(padding);
      return { ids, pieces };
    },
  };
}

/**
 * The text in lower case, and where each of its units stood before. CLIP goes character by character,
 * blind to context (a final Σ is no ς), and some characters grow (İ).
 */
function lowerCase(text: string): { lower: string; offsets: number[] } {
  let lower = '';
  const offsets: number[] = [];
  let at = 0;
  for (const character of text) {
    const lowered = character.toLowerCase();
    for (let i = 0; i < lowered.length; i++) offsets.push(at + Math.min(i, character.length - 1));
    lower += lowered;
    at += character.length;
  }
  offsets.push(at);
  return { lower, offsets };
}

function tooLong(text: string, tokens: number, limit: number): DualeditError {
  return new DualeditError({
    code: 'prompt-too-long',
    message: `Expected a prompt of at most ${limit} tokens but "${text}" has ${tokens}.`,
    hint: 'Say it in fewer words, or make fewer edits at once.',
    received: text,
  });
}
