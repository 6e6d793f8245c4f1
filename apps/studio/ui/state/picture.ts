import { signal } from '@preact/signals';
import type { ErrorBody, PictureInfo, Sample } from '../../src/contract.js';
import { get, RequestError, request } from '../api/request.js';
import { bodyOf, model } from './server.js';

/** A picture that is edited. */
export interface OpenPicture extends PictureInfo {
  /** What it is called in downloads and commands. */
  name: string;
  /** Its bytes, if this browser has them: then they can be sent again. */
  file?: Blob;
  /** The edit that made it, if one did. */
  parent?: string;
}

export const picture = signal<OpenPicture | undefined>();
/** Why the last picture was refused. */
export const pictureError = signal<ErrorBody | undefined>();
/** Whether a picture is being sent. */
export const isSending = signal(false);

/** Sends a file, and opens it if the server takes it; the picture before stays open if not. */
export async function openFile(file: Blob, name: string): Promise<boolean> {
  return open(async () => ({ ...(await send(file)), name, file }));
}

export async function openSample(sample: Sample): Promise<boolean> {
  return open(async () => {
    const file = await (await request(sample.picture)).blob();
    return { ...(await send(file)), name: `${sample.name}.png`, file };
  });
}

/** Opens what an edit made, to edit it further. */
export async function openResult(edit: string, result: number, name: string): Promise<boolean> {
  return open(async () => {
    const response = await request('/v1/pictures', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ edit, result }),
    });
    return { ...((await response.json()) as PictureInfo), name, parent: edit };
  });
}

/** Opens a picture that the server already has. */
export async function openKnown(id: string, name: string, parent?: string): Promise<boolean> {
  return open(async () => ({
    ...(await get<PictureInfo>(`/v1/pictures/${id}/info`)),
    name,
    ...(parent !== undefined && { parent }),
  }));
}

/** Sends a picture again that the server no longer has. */
export async function sendAgain(): Promise<void> {
  const { file } = picture.peek() ?? {};
  if (file) await send(file);
}

async function open(get: () => Promise<OpenPicture>): Promise<boolean> {
  isSending.value = true;
  pictureError.value = undefined;
  try {
    picture.value = await get();
    return true;
  } catch (error) {
    pictureError.value = bodyOf(error);
    return false;
  } finally {
    isSending.value = false;
  }
}

/** @throws RequestError, also for a file that the server would refuse after all of it had been sent */
async function send(file: Blob): Promise<PictureInfo> {
  const most = model.peek()?.limits.pictureBytes;
  if (most !== undefined && file.size > most) {
    const [received, expected] = [file.size, most].map((bytes) => Math.ceil(bytes / 2 ** 20));
    const next = `${received} MB > ${expected} MB`;
    throw new RequestError({ code: 'picture-too-heavy', message: '', next }, 413);
  }
  const response = await request('/v1/pictures', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  return (await response.json()) as PictureInfo;
}
