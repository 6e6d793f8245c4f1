import { effect, signal } from '@preact/signals';

export const APPEARANCES = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof APPEARANCES)[number];

const KEPT = 'dualedit-appearance';

export const appearance = signal<Appearance>(
  APPEARANCES.find((one) => one === localStorage.getItem(KEPT)) ?? 'system',
);

export function applyAppearance(): void {
  effect(() => {
    localStorage.setItem(KEPT, appearance.value);
    document.documentElement.dataset.appearance = appearance.value;
  });
}
