/** Puts the caret of the command where its text was changed, once that has been drawn. */
export function caretAfter(input: HTMLInputElement, caret: number): void {
  requestAnimationFrame(() => {
    input.focus();
    input.setSelectionRange(caret, caret);
  });
}
