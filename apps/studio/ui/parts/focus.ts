/** Puts the caret of the command where its text was changed, once that has been drawn. */
export function caretAfter(input: HTMLInputElement, caret: number): void {
  requestAnimationFrame(() => {
    input.focus();
    input.setSelectionRange(caret, caret);
  });
}

/** Puts the caret at the end of the command. */
export function focusCommand(): void {
  const input = document.querySelector<HTMLInputElement>('#command');
  if (input) requestAnimationFrame(() => caretAfter(input, input.value.length));
}
