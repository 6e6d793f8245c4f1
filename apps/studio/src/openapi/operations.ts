import type { z } from 'zod';
import { editSchema, keepSchema, linkSchema, masksSchema, readSchema, segmentSchema } from '../schemas.js';
import {
  editPage,
  editView,
  linkAnswer,
  masksAnswer,
  pictureInfo,
  readAnswer,
  segmentAnswer,
  sessionAnswer,
  wordForms,
} from './answers.js';

/** What one route does. */
export interface Operation {
  method: 'get' | 'post' | 'delete';
  /** As OpenAPI writes it: `/v1/edits/{id}`. */
  path: string;
  summary: string;
  /** Of the body, if it is JSON. */
  body?: z.ZodType;
  /** Of the body, if it is not JSON: its media type and what it holds. */
  upload?: Record<string, object>;
  query?: Record<string, string>;
  /** A schema of JSON, or a media type. */
  answer: z.ZodType | string;
  /** Defaults to 200. */
  status?: number;
}

const FILE = { type: 'string', format: 'binary' };
const form = (properties: Record<string, object>, required: string[]) => ({
  'multipart/form-data': { schema: { type: 'object', properties, required } },
});
const text = { type: 'string' };

const edit = (path: string, summary: string, answer: Operation['answer']): Operation => ({
  method: 'get',
  path: `/v1/edits/{id}${path}`,
  summary,
  query: { download: 'Sends it as an attachment.' },
  answer,
});

export const OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/model',
    summary: 'The model: its words, methods, settings, samples',
    answer: 'application/json',
  },
  {
    method: 'get',
    path: '/v1/words',
    summary: 'How commands in a language may write the words of the model',
    query: { language: 'Such as "de"; English alone if absent.' },
    answer: wordForms,
  },
  { method: 'get', path: '/v1/samples/{name}', summary: 'A picture to try', answer: 'image/png' },
  {
    method: 'post',
    path: '/v1/pictures',
    summary: 'Sends a picture, or makes a result the picture to edit (JSON: edit, result)',
    upload: { 'application/octet-stream': { schema: FILE } },
    answer: pictureInfo,
    status: 201,
  },
  { method: 'get', path: '/v1/pictures/{id}', summary: 'The picture as it was sent', answer: 'image/*' },
  { method: 'get', path: '/v1/pictures/{id}/info', summary: 'What is known of it', answer: pictureInfo },
  {
    method: 'get',
    path: '/v1/pictures/{id}/display',
    summary: 'The picture upright and in sRGB, as PNG or JPEG',
    answer: 'image/*',
  },
  {
    method: 'post',
    path: '/v1/pictures/{id}/masks',
    summary: 'Where the things of a command are, and what else is seen',
    body: masksSchema,
    answer: masksAnswer,
  },
  {
    method: 'post',
    path: '/v1/pictures/{id}/segment',
    summary: 'The thing at points, in a box, or both',
    body: segmentSchema,
    answer: segmentAnswer,
  },
  {
    method: 'post',
    path: '/v1/read',
    summary: 'How a command is understood; runs no model',
    body: readSchema,
    answer: readAnswer,
  },
  {
    method: 'post',
    path: '/v1/edits',
    summary: 'Asks for an edit; it waits in a queue',
    body: editSchema,
    upload: form(
      {
        picture: FILE,
        command: text,
        prompt: text,
        'mask[hat]': { ...FILE, description: 'White where the thing is; called after it.' },
        strength: { type: 'number' },
      },
      ['picture', 'command'],
    ),
    answer: editView,
    status: 202,
  },
  {
    method: 'get',
    path: '/v1/edits',
    summary: 'The history, newest first',
    query: { limit: '1 to 100; 50 if absent', before: 'The id of the last edit of the page before' },
    answer: editPage,
  },
  edit('', 'An edit as it is now', editView),
  edit('/events', 'Server-sent events: stage, preview, done, failed, cancelled', 'text/event-stream'),
  {
    method: 'post',
    path: '/v1/edits/{id}/cancel',
    summary: 'Cancels it within one model run',
    answer: editView,
  },
  {
    method: 'post',
    path: '/v1/edits/{id}/keep',
    summary: 'Makes one variant the result',
    body: keepSchema,
    answer: editView,
  },
  {
    method: 'delete',
    path: '/v1/edits/{id}',
    summary: 'Deletes it from the disk, its picture too if no other edit is of it',
    answer: '',
    status: 204,
  },
  edit('/results/{n}', 'A result', 'image/*'),
  edit('/results/{n}/display', 'A result as PNG or JPEG', 'image/*'),
  edit('/results/{n}/thumbnail', 'A result, small', 'image/*'),
  edit('/thumbnail', 'The chosen result, or the picture, small', 'image/*'),
  edit('/preview', 'The picture as the model means it by now', 'image/jpeg'),
  edit('/masks/{n}', 'Where an edit of the command was made', 'image/png'),
  edit('/given/{n}', 'The mask that was given for it', 'image/*'),
  edit('/kept/{n}', 'Where a thing is that was kept', 'image/png'),
  edit('/maskset', 'All masks in one file', 'application/zip'),
  edit('/recipe', 'All that makes the same edit again', 'application/json'),
  edit('/sheet', 'Before and after side by side', 'image/png'),
  edit('/figures', 'Loss curves, attention maps, timings', 'application/json'),
  {
    method: 'get',
    path: '/v1/events',
    summary: 'Server-sent events of all edits: edit, deleted, sync (read the history again)',
    answer: 'text/event-stream',
  },
  { method: 'delete', path: '/v1/history', summary: 'Deletes everything', answer: 'application/json' },
  {
    method: 'post',
    path: '/v1/links',
    summary: 'Makes an address that opens a picture with its command and masks, once, for 10 minutes',
    upload: form(
      {
        picture: FILE,
        command: text,
        language: text,
        'mask[0]': { ...FILE, description: 'White where the thing of an edit is; by its index or its name.' },
      },
      ['picture', 'command'],
    ),
    answer: linkAnswer,
    status: 201,
  },
  {
    method: 'post',
    path: '/v1/session',
    summary: 'Begins a session of a browser, by a token, or by a link: the session of a guest',
    body: linkSchema,
    answer: sessionAnswer,
  },
  { method: 'delete', path: '/v1/session', summary: 'Ends it', answer: '', status: 204 },
  {
    method: 'get',
    path: '/v1/models',
    summary: 'The model, as clients of OpenAI list models',
    answer: 'application/json',
  },
  {
    method: 'post',
    path: '/v1/images/edits',
    summary: 'An edit as clients of OpenAI ask for it; waits until it is done',
    upload: form(
      {
        image: FILE,
        mask: { ...FILE, description: 'Transparent where it is to be edited.' },
        prompt: { ...text, description: 'A command, such as "cat→dog, hat→red".' },
        n: { type: 'integer', minimum: 1, maximum: 8 },
        size: { ...text, description: '"auto", or a size that results are scaled down to fit in.' },
        response_format: { ...text, enum: ['b64_json', 'url'] },
        output_format: { ...text, enum: ['png', 'jpeg', 'webp'] },
      },
      ['image', 'prompt'],
    ),
    answer: 'application/json',
  },
  { method: 'get', path: '/v1/openapi.json', summary: 'This document', answer: 'application/json' },
  {
    method: 'get',
    path: '/health',
    summary: 'Whether it can edit; needs no token',
    answer: 'application/json',
  },
];
