/** A text as HTML, also within attributes. */
export const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!,
  );

/** A line of Markdown: bold and list marks alone. */
export const paragraph = (line: string): string =>
  line.startsWith('- ')
    ? `<p class="item">${escaped(line.slice(2))}</p>`
    : `<p>${escaped(line).replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')}</p>`;
