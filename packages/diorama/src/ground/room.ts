import { fillAll, type Ground, glow, verticalGradient } from './ground.js';

export const room: Ground = (random) => {
  const floor = random.between(72, 82);
  const windowX = random.between(8, 20);
  const shift = random.between(0, 12);
  const papers = Array.from({ length: 11 }, (_, i) => `M${i * 12 + shift} 0v${floor}`).join('');
  const boards = [0.1, 0.26, 0.48, 0.76]
    .map((depth) => `M0 ${floor + 4 + depth * (124 - floor)}H128`)
    .join('');
  const joints = [0.1, 0.26, 0.48, 0.76, 1].flatMap((depth, row, depths) => {
    const [top, bottom] = [row === 0 ? 0 : depths[row - 1]!, depth].map(
      (d) => floor + 4 + d * (124 - floor),
    ) as [number, number];
    return [random.between(0, 60), random.between(66, 128)].map((x) => `M${x} ${top}V${bottom}`);
  });
  return (
    `<defs>${verticalGradient('wall', [0, '#f6e3c8'], [1, '#e3c3a2'])}${verticalGradient('boards', [0, '#b98352'], [1, '#94603a'])}${verticalGradient('pane', [0, '#9ed8f5'], [1, '#e3f6fb'])}${glow('sun', '#fff6d6', 0.7)}</defs>` +
    fillAll('url(#wall)') +
    `<path d="${papers}" stroke="#dcb896" stroke-opacity=".5" stroke-width="3"/>` +
    fillAll('url(#sun)') +
    `<path d="M${windowX} 8h30v36h-30Z" fill="url(#pane)" stroke="#fffaf0" stroke-width="3"/>` +
    `<path d="M${windowX + 15} 8v36M${windowX} 25h30" stroke="#fffaf0" stroke-width="2"/>` +
    `<path d="M${windowX - 4} 46h38" stroke="#c99e74" stroke-width="2.5" stroke-linecap="round"/>` +
    `<path d="M0 ${floor}H128V128H0Z" fill="url(#boards)"/>` +
    `<path d="${boards}${joints.join('')}" stroke="#774a2b" stroke-width=".9" stroke-opacity=".75"/>` +
    `<path d="M0 ${floor - 2}H128V${floor + 3}H0Z" fill="#fbf0dd" stroke="#b98f69" stroke-width=".6"/>`
  );
};
