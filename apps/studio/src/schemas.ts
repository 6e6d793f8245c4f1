import { METHODS } from '@dualedit/core';
import { z } from 'zod';
import { LONGEST_COMMAND, MOST_VARIANTS } from './limits.js';

const LONGEST_PROMPT = 2000;
const MOST_POINTS = 64;
const MOST_EDITS = 32;

const command = z.string().max(LONGEST_COMMAND).describe('Such as "cat→dog, hat→red".');
const language = z.string().max(35).describe('Such as "de"; English is always read.');
const prompt = z.string().max(LONGEST_PROMPT).describe('What the picture shows, in a sentence.');
const coordinate = z.number().finite();
const box = z.strictObject({ left: coordinate, top: coordinate, width: coordinate, height: coordinate });
const index = z.number().int().min(0).max(MOST_EDITS);

export const settingsSchema = z.strictObject({
  method: z.enum(Object.keys(METHODS)).exactOptional(),
  strength: z.number().min(0).max(2).exactOptional(),
  steps: z.number().int().min(1).max(200).exactOptional(),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .exactOptional(),
  maskGrow: z.number().int().min(0).max(1024).exactOptional(),
  maskFeather: z.number().int().min(0).max(1024).exactOptional(),
  protect: z.boolean().exactOptional(),
  retry: z.boolean().exactOptional(),
  force: z.boolean().exactOptional(),
  details: z.boolean().exactOptional(),
  format: z.enum(['same', 'png', 'jpeg', 'webp']).exactOptional(),
  metadata: z.enum(['keep', 'strip', 'none']).exactOptional(),
});

export const readSchema = z.strictObject({ command, language: language.exactOptional() });

export const masksSchema = z.strictObject({
  command,
  language: language.exactOptional(),
  prompt: prompt.exactOptional(),
  skip: z.array(index).max(MOST_EDITS).exactOptional(),
  force: z.boolean().exactOptional(),
});

export const segmentSchema = z.strictObject({
  points: z
    .array(z.strictObject({ x: coordinate, y: coordinate, positive: z.boolean() }))
    .max(MOST_POINTS)
    .exactOptional(),
  box: box.exactOptional(),
});

export const editSchema = z.strictObject({
  picture: z.string().describe('Id of a picture that was posted.'),
  command,
  language: language.exactOptional(),
  prompt: prompt.exactOptional(),
  masks: z
    .record(z.string().regex(/^\d{1,2}$/), z.string())
    .describe('Base64 of PNG files of the picture’s size, by the index of their edit.')
    .exactOptional(),
  settings: settingsSchema.exactOptional(),
  variants: z.number().int().min(1).max(MOST_VARIANTS).exactOptional(),
  parent: z.uuid().exactOptional(),
});

export const resultSchema = z.strictObject({
  edit: z.uuid(),
  result: z.number().int().min(0).max(MOST_VARIANTS).exactOptional(),
});

export const linkSchema = z.strictObject({
  link: z.string().max(100).describe('What stands behind "#link=" in the address; without a token.'),
});

export const keepSchema = z.strictObject({ result: z.number().int().min(0).max(MOST_VARIANTS) });
