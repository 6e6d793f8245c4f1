/** The embedded model's text encoder takes 32 tokens, two of them for the ends; every word of the world is one. */
const MOST_WORDS = 29;

/** Whether the embedded model takes a caption of the world as a prompt. */
export const fitsPrompt = (caption: string): boolean => caption.split(' ').length <= MOST_WORDS;
