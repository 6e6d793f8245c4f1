/** Drawn on a square of 20 × 20, as lines. */
const PATHS = {
  pick: 'M10 2v4M10 14v4M2 10h4M14 10h4M10 10h.01',
  box: 'M4 4h12v12H4z',
  brush:
    'M16.5 3.5 9 11M9 11c-2.2-.6-4 .8-4.2 2.8-.1 1.2-.8 1.9-2.3 2.2 1.4 1 5.7 1.4 7-.9.7-1.2.6-3-.5-4.1Z',
  eraser:
    'm8 16-4.5-4.5a1.4 1.4 0 0 1 0-2L9.9 3.1a1.4 1.4 0 0 1 2 0l5 5a1.4 1.4 0 0 1 0 2L11 16H8ZM6.5 6.5l7 7M7 16h10',
  lasso:
    'M10 3.5c4.2 0 7.5 2.2 7.5 5s-3.3 5-7.5 5-7.5-2.2-7.5-5 3.3-5 7.5-5ZM5 12c-1 1.6 0 3 1.5 3s1.5 1.5.5 2.5',
  undo: 'M7 4 3.5 7.5 7 11M4 7.5h7a5 5 0 0 1 0 10H8',
  redo: 'm13 4 3.5 3.5L13 11M16 7.5H9a5 5 0 0 0 0 10h3',
  minus: 'M4 10h12',
  plus: 'M4 10h12M10 4v12',
  fit: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4',
  masks: 'M10 4c4 0 7 3 8 6-1 3-4 6-8 6s-7-3-8-6c1-3 4-6 8-6ZM10 7.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z',
  slider: 'M3 4h14v12H3zM10 2v16',
  difference: 'M7.5 5a5 5 0 1 1 0 10 5 5 0 0 1 0-10ZM12.5 5a5 5 0 1 1 0 10 5 5 0 0 1 0-10Z',
  image: 'M3 4h14v12H3zM3 13l4-4 4 4 2.5-2.5L17 14',
  download: 'M10 3v10M6 9l4 4 4-4M4 17h12',
  upload: 'M10 14V4M6 8l4-4 4 4M4 17h12',
  settings: 'M4 6h7M15 6h1M4 14h1M9 14h7M13 4v4M7 12v4',
  close: 'm6 6 8 8M14 6l-8 8',
  check: 'm4 10.5 4 4 8-9',
  cross: 'm5 5 10 10M15 5 5 15',
  dash: 'M5 10h10',
  again: 'M16 10a6 6 0 1 1-1.8-4.3L16 7.5M16 3.5v4h-4',
  bin: 'M4 6h12M8 6V4h4v2M6 6l.7 11h6.6L14 6',
  further: 'M4 10h12M11 5l5 5-5 5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
