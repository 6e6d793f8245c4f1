import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { Tokenizer } from '@huggingface/tokenizers';
import { clipTokenizerJson, WORD } from './clip-tokenizer-json.js';

/** A piece of a text: which position it takes among the tokens, and which characters it stands for. */
export interface Piece {
  /** Position in `ids`; 0 is the start token. */
  token: number;
  /** UTF-16 offsets of the piece's whole word, end exclusive. */
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
  const [start, end] = [id(config.bos_token), id(config.eos_token)];
  const padding = id(config.pad_token ?? config.eos_token);

  return {
    maxLength,
    encode(text) {
      const ids = [start];
      const pieces: Piece[] = [];
      for (const match of text.matchAll(WORD)) {
        const word = tokenizer.encode(match[0], { add_special_tokens: false }).ids;
        for (const pieceId of word) {
          pieces.push({ token: ids.length, start: match.index, end: match.index + match[0].length });
          ids.push(pieceId);
        }
      }
      ids.push(end);
      if (ids.length > maxLength) throw tooLong(text, ids.length, maxLength);
      while (ids.length < maxLength) ids.push(padding);
      return { ids, pieces };
    },
  };
}

function tooLong(text: string, tokens: number, limit: number): DualeditError {
  return new DualeditError({
    code: 'prompt-too-long',
    message: `Expected a prompt of at most ${limit} tokens but "${text}" has ${tokens}.`,
    hint: 'Say it in fewer words, or make fewer edits at once.',
    received: text,
  });
}
