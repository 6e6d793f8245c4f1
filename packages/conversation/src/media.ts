/** What a file is, as far as an answer to it goes. */
export type MediaKind = 'picture' | 'video' | 'audio' | 'pdf' | 'other';

const BY_NAME: Readonly<Record<string, MediaKind>> = Object.fromEntries(
  Object.entries({
    picture: [
      'png',
      'jpg',
      'jpeg',
      'jfif',
      'webp',
      'avif',
      'gif',
      'tif',
      'tiff',
      'heic',
      'heif',
      'bmp',
      'svg',
    ],
    video: ['mp4', 'mov', 'mkv', 'webm', 'avi', 'm4v'],
    audio: ['mp3', 'ogg', 'oga', 'wav', 'm4a', 'flac', 'opus'],
    pdf: ['pdf'],
  } as const).flatMap(([kind, extensions]) => extensions.map((extension) => [extension, kind as MediaKind])),
);

/** By a file's type; if that says nothing, as `application/octet-stream`, by its name. */
export function mediaKind(type: string | null | undefined, name: string | null | undefined): MediaKind {
  const kind = type?.split('/')[0];
  if (kind === 'image') return 'picture';
  if (kind === 'video' || kind === 'audio') return kind;
  if (type?.startsWith('application/pdf')) return 'pdf';
  const extension = /\.(\w+)$/.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
  return BY_NAME[extension] ?? 'other';
}
