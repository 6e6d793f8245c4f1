// Code blocks of Markdown pages.

export interface Block {
  page: string;
  /** Of the block's first line of code, from 1. */
  line: number;
  language: string;
  text: string;
}

const FENCE = /^(?<indent> *)(?<fence>`{3,})(?<language>\w*)[^\n]*\n(?<text>.*?)^\k<indent>\k<fence>`*$/gms;

export function blocksOf(page: string, markdown: string): Block[] {
  return [...markdown.matchAll(FENCE)].map(({ index, groups }) => ({
    page,
    line: markdown.slice(0, index).split('\n').length + 1,
    language: groups!.language!,
    text: groups!.text!.replaceAll(new RegExp(`^${groups!.indent}`, 'gm'), ''),
  }));
}
