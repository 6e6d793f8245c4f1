import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { effect, signal } from '@preact/signals';
import { spoken } from '../api/request.js';
import english from '../locales/en.ftl?raw';

/** The languages of the bots and of commands, as they call themselves. */
export const LANGUAGES = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ru: 'Русский',
} as const;

export type Language = keyof typeof LANGUAGES;

const LOADERS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ default: string }>>> = {
  de: () => import('../locales/de.ftl?raw'),
  es: () => import('../locales/es.ftl?raw'),
  fr: () => import('../locales/fr.ftl?raw'),
  ru: () => import('../locales/ru.ftl?raw'),
};

const KEPT = 'dualedit-language';
const fallback = bundleOf('en', english);
const bundle = signal(fallback);

export const language = signal<Language>(firstLanguage());

/** Shows the texts of the chosen language as soon as they are loaded; English until then. */
export function speak(): void {
  effect(() => {
    const wanted = language.value;
    spoken.language = wanted;
    document.documentElement.lang = wanted;
    localStorage.setItem(KEPT, wanted);
    if (wanted === 'en') bundle.value = fallback;
    else
      void LOADERS[wanted]().then((module) => {
        if (language.peek() === wanted) bundle.value = bundleOf(wanted, module.default);
      });
  });
}

/** A text in the user's language. */
export function say(id: string, variables?: Record<string, FluentVariable>): string {
  const own = bundle.value.getMessage(id) ? bundle.value : fallback;
  const message = own.getMessage(id);
  if (!message?.value) throw new Error(`There is no text ${id}.`);
  return own.formatPattern(message.value, variables);
}

/** Whether there is a text of that name. */
export const hasText = (id: string): boolean => fallback.getMessage(id) !== undefined;

function bundleOf(code: string, source: string): FluentBundle {
  const made = new FluentBundle(code, { useIsolating: false });
  made.addResource(new FluentResource(source));
  return made;
}

function firstLanguage(): Language {
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages];
  const codes = wanted.map((one) => one?.toLowerCase().split('-')[0]);
  return (codes.find((code) => code !== undefined && code in LANGUAGES) as Language | undefined) ?? 'en';
}
