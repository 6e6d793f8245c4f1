/** The look of a report; it follows the reader's light or dark theme. */
export const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --soft: color-mix(in srgb, currentColor 6%, transparent); }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 92rem; padding: 0 1.2rem; }
h1, h2, h3 { line-height: 1.2; } h1 { font-size: 2rem; margin: 0 0 .4rem; } h2 { margin-top: 2.8rem; }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: .6rem 0; border-bottom: 1px solid var(--line); }
a { color: #0a84ff; text-decoration: none; } a:hover { text-decoration: underline; }
.lead { font-size: 17px; margin: .2rem 0 .8rem; opacity: .8; }
.cards { display: flex; flex-wrap: wrap; gap: .8rem; margin: 0 0 1rem; }
.card { background: var(--soft); border-radius: 10px; padding: .7rem 1.1rem; min-width: 8rem; }
.card b { display: block; font-size: 1.7rem; line-height: 1.2; font-variant-numeric: tabular-nums; } .card span { font-size: 13px; opacity: .75; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .55rem; text-align: right; white-space: nowrap; }
th:nth-child(-n+2), td:nth-child(-n+2), .left th, .left td { text-align: left; } th { vertical-align: bottom; white-space: normal; }
.board { font-size: 14px; } .interval { opacity: .6; font-size: 12px; font-weight: 400; } .best { font-weight: 700; } .reference { opacity: .65; font-style: italic; }
.dot { display: inline-block; width: .7em; height: .7em; border-radius: 50%; margin-right: .45em; }
.note, small, figcaption { font-size: 12.5px; } .note { opacity: .75; max-width: 70rem; } .item { margin: .2rem 0 .2rem 1rem; }
.charts, .scatters { display: flex; flex-wrap: wrap; gap: 1rem; } .chart { margin: 0; width: 22rem; }
.chart svg { width: 100%; font-size: 11px; fill: currentColor; } .legend { font-size: 12px; }
.scatter { width: 40rem; max-width: 100%; font-size: 12px; fill: currentColor; } .scatter .grid { stroke: currentColor; opacity: .14; } .scatter .name { font-weight: 600; }
#controls { display: flex; flex-wrap: wrap; gap: .5rem 1.2rem; align-items: center; position: sticky; top: 0; padding: .6rem 0; background: Canvas; border-bottom: 1px solid var(--line); z-index: 1; }
#controls select, #controls input, #controls button { font: inherit; font-size: 13.5px; padding: .1rem .3rem; }
section { border-bottom: 1px solid var(--line); padding: .7rem 0 1.1rem; scroll-margin-top: 7rem; } section[hidden] { display: none; }
section:target { background: var(--soft); box-shadow: 0 0 0 .6rem var(--soft); }
section h3, section p { margin: .3rem 0; } .row { display: flex; flex-wrap: wrap; gap: .7rem; }
.row figure { margin: 0; width: 176px; } .row img { width: 176px; display: block; border-radius: 6px; } small { display: block; opacity: .75; }
.outcomes { list-style: none; margin: .2rem 0; padding: 0; } .right { color: #2f9e44; } .wrong { color: #e03131; }
pre { overflow-x: auto; font-size: 12.5px; } dt { font-weight: 600; } dd { margin: 0 0 .5rem 1.5rem; }
`;

/** Chooses which pictures are seen, and in which order; a link to a picture always shows it. */
export const SCRIPT = `
const form = document.getElementById('controls');
if (form) {
  const box = document.getElementById('pictures');
  const sections = [...box.children];
  const shown = document.getElementById('shown');
  const fits = (section, { split, count, outcome, by, words }) => {
    const { right } = section.dataset;
    const whole = by === 'any' ? JSON.parse(right).length > 0 : JSON.parse(right).includes(by);
    return (split === 'all' || section.dataset.split === split)
      && (count === 'all' || section.dataset.count === count)
      && (!outcome || outcome === 'all' || whole === (outcome === 'right'))
      && words.toLowerCase().split(/[\\s,]+/).every((word) => section.dataset.words.includes(word));
  };
  const apply = () => {
    const asked = Object.fromEntries(new FormData(form));
    for (const section of sections) section.hidden = !fits(section, asked);
    for (const image of box.querySelectorAll('img[data-pasted]')) image.src = image.dataset[asked.view];
    box.append(...(asked.order === 'worst' ? sections.toSorted((a, b) => b.dataset.worst - a.dataset.worst) : sections));
    shown.textContent = sections.filter((section) => !section.hidden).length + ' of ' + sections.length + ' pictures';
  };
  const follow = () => {
    const target = sections.find(({ id }) => id === decodeURIComponent(location.hash.slice(1)));
    if (target?.hidden) { form.reset(); apply(); }
    target?.scrollIntoView();
  };
  form.addEventListener('input', apply);
  form.addEventListener('reset', () => setTimeout(apply));
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('hashchange', follow);
  apply();
  follow();
}
`;
