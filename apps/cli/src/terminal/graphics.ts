import { createSupportsTerminalGraphics } from 'supports-terminal-graphics';

const PROTOCOLS = ['kitty', 'iterm', 'sixel'] as const;
const CHOICES = [...PROTOCOLS, 'truecolor', 'ansi256', 'none'] as const;

/** How a terminal shows pictures: by a graphics protocol, or by two coloured half blocks a character. */
export type Graphics = (typeof CHOICES)[number];

/**
 * What the terminal on stderr can show, told from the environment, as terminals announce themselves.
 * `DUALEDIT_GRAPHICS` says it where they do not. A multiplexer in between swallows the protocols, not the
 * colours; an editor's terminal may have them switched off and says nothing of it.
 */
export function detectGraphics(colourDepth: number): Graphics {
  const { env } = process;
  const said = CHOICES.find((choice) => choice === env.DUALEDIT_GRAPHICS);
  if (said) return said;
  if (env.TERM === 'dumb' || env.NO_COLOR || process.argv.includes('--no-color')) return 'none';
  if (!env.TMUX && !env.STY && env.TERM_PROGRAM !== 'vscode') {
    const { kitty, iterm2, sixel } = createSupportsTerminalGraphics();
    if (kitty) return 'kitty';
    if (iterm2) return 'iterm';
    // foot announces itself by its TERM alone.
    if (sixel || /^foot\b/.test(env.TERM ?? '')) return 'sixel';
  }
  if (colourDepth >= 24) return 'truecolor';
  return colourDepth >= 8 ? 'ansi256' : 'none';
}
