/** The look of a report; it follows the reader's light or dark theme. */
export const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent); }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 86rem; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 2.5rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .5rem; text-align: right; white-space: nowrap; }
th:nth-child(-n+2), td:nth-child(-n+2) { text-align: left; } th { vertical-align: bottom; white-space: normal; }
.best { font-weight: 700; } .reference { opacity: .65; font-style: italic; }
.note, small, figcaption { font-size: 12.5px; } .item { margin: .2rem 0 .2rem 1rem; }
.charts { display: flex; flex-wrap: wrap; gap: 1rem; } .chart { margin: 0; width: 22rem; }
.chart svg { width: 100%; font-size: 11px; fill: currentColor; } .legend { font-size: 12px; }
#controls { display: flex; flex-wrap: wrap; gap: 1.2rem; position: sticky; top: 0; padding: .6rem 0; background: Canvas; border-bottom: 1px solid var(--line); }
section { border-bottom: 1px solid var(--line); padding: .5rem 0 1rem; } section[hidden] { display: none; }
section h3, section p { margin: .3rem 0; } .row { display: flex; flex-wrap: wrap; gap: .6rem; }
.row figure { margin: 0; width: 156px; } .row img { width: 156px; display: block; border-radius: 4px; } small { display: block; opacity: .75; }
pre { overflow-x: auto; font-size: 12.5px; } dt { font-weight: 600; } dd { margin: 0 0 .5rem 1.5rem; }
`;

/** Chooses which pictures are seen, and in which order. */
export const SCRIPT = `
const form = document.getElementById('controls');
const box = document.getElementById('pictures');
const sections = [...box.children];
form.addEventListener('change', () => {
  const { split, view, order } = Object.fromEntries(new FormData(form));
  for (const section of sections) section.hidden = split !== 'all' && section.dataset.split !== split;
  for (const image of box.querySelectorAll('img[data-pasted]')) image.src = image.dataset[view];
  const sorted = order === 'worst' ? sections.toSorted((a, b) => b.dataset.worst - a.dataset.worst) : sections;
  box.append(...sorted);
});
`;
