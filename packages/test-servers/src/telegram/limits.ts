import type { InlineKeyboardMarkup } from '@grammyjs/types';
import { bad } from './refusal.js';

const MIB = 2 ** 20;
/** Limits of the Bot API (docs: sendPhoto, sendDocument, getFile, sendMediaGroup, InlineKeyboardButton; 10.3). */
export const LIMITS = {
  text: 4096,
  caption: 1024,
  callbackData: 64,
  callbackAnswer: 200,
  photoBytes: 10 * MIB,
  photoSides: 10_000,
  photoRatio: 20,
  documentBytes: 50 * MIB,
  downloadBytes: 20 * MIB,
  albumItems: [2, 10],
} as const;

export function checkText(text: string, limit: number, what: string): void {
  if ([...text].length > limit) throw bad(`${what} is too long`);
  if (what === 'message' && text.trim() === '') throw bad('message text is empty');
}

export function checkKeyboard(markup: InlineKeyboardMarkup | undefined): void {
  for (const button of markup?.inline_keyboard?.flat() ?? []) {
    if (!('callback_data' in button)) continue;
    const bytes = Buffer.byteLength(button.callback_data);
    if (bytes < 1 || bytes > LIMITS.callbackData) throw bad('BUTTON_DATA_INVALID');
    if (!button.text) throw bad('BUTTON_TEXT_INVALID');
  }
}

export function checkPhoto(bytes: number, width: number, height: number): void {
  if (bytes > LIMITS.photoBytes) throw bad('file is too big');
  const ratio = Math.max(width, height) / Math.min(width, height);
  if (width + height > LIMITS.photoSides || ratio > LIMITS.photoRatio) throw bad('PHOTO_INVALID_DIMENSIONS');
}
