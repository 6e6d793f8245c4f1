/** Numbers that papers give for a data set. */
export interface Published {
  columns: readonly string[];
  rows: readonly { method: string; numbers: readonly (number | undefined)[] }[];
  /** Where the numbers are from. */
  source: string;
  /** What keeps them from being compared with a run here. */
  note: string;
}

const row = (method: string, ...numbers: (number | undefined)[]) => ({ method, numbers });

const NETWORKS =
  'LPIPS and structure distance were measured with other networks than here (BG-LPIPS*, structure*), and CLIP with ViT-L/14: compare CLIP only if --clip is that one. PSNR, MSE and SSIM were taken with other masks and normalizations.';
const SEVEN = [
  'structure ×10³ ↓',
  'BG-PSNR ↑',
  'BG-LPIPS ×10³ ↓',
  'BG-MSE ×10⁴ ↓',
  'BG-SSIM ×10² ↑',
  'CLIP whole ↑',
  'CLIP edited ↑',
];
const SEVERAL = ['structure ×10³ ↓', 'PSNR ↑', 'LPIPS ×10² ↓', 'MSE ×10³ ↓', ...SEVEN.slice(4)];
const SEVERAL_SOURCE = 'Tables of an anonymous FLUX paper on several edits at once (2026).';

/** By the name of a data set. Papers measure in different ways: numbers of two tables never compare. */
export const PUBLISHED: Readonly<Record<string, Published>> = {
  'PIE-Bench': {
    columns: [...SEVEN, 'edit, s'],
    rows: [
      row('DDIM + P2P, 50 steps', 69.43, 17.87, 208.8, 219.88, 71.14, 25.01, 22.44, 12.79),
      row('null-text + P2P, 50 steps', 13.44, 27.03, 60.67, 35.86, 84.11, 24.75, 21.86, 12.9),
      row('direct inversion + P2P, 50 steps', 11.65, 27.22, 54.55, 32.86, 84.76, 25.02, 22.1, 12.87),
      row('virtual inversion + P2P, 32 steps', 14.22, 27.52, 47.98, 34.17, 85.05, 24.89, 22.03, 4.5),
      row('InfEdit (LCM), 12 steps', 13.78, 28.51, 47.58, 32.09, 85.66, 25.03, 22.22, 2.22),
    ],
    source: 'InfEdit (Xu et al. 2024), Stable Diffusion 1.4 at 512 px on an A40.',
    note: `${NETWORKS} Nothing is pasted back there, and all 700 entries are edited; here, those that change no word into another are left out.`,
  },
  'PIE-Bench++': {
    columns: SEVERAL,
    rows: [
      row('DDIM + P2P', 43.57, 18.48, 18.83, 19.01, 73.55, 20.72, 19.58),
      row('direct inversion + PnP', 27.07, 22.73, 10.32, 7.6, 80.73, 20.79, 19.07),
      row('InfEdit', 22.6, 24.61, 10.4, 16.05, 78.85, 24.69, 22.63),
      row('MasaCtrl', 29.76, 22.5, 10.22, 8.76, 81.59, 24.15, 22.14),
      row('OIR', 24.66, 27.79, 5.72, 2.46, 86.97, 23.56, 20.95),
      row('FlowEdit (FLUX)', 22.52, 24, 8.64, 6.21, 89.78, 25.11, 23.43),
      row('the paper’s own (FLUX)', 12.82, 27.84, 6.52, 2.43, 91.83, 25.65, 23.55),
    ],
    source: SEVERAL_SOURCE,
    note: `${NETWORKS} Additions and styles are left out here.`,
  },
  'OIR-Bench': {
    columns: SEVERAL,
    rows: [
      row('direct inversion + PnP', 33.74, 22.6, 10.88, 6.8, 83.3, 28.18, 25.56),
      row('MasaCtrl', 26.62, 22.76, 10.67, 7.26, 81.44, 21.81, 19.79),
      row('OIR', 21.56, 28.65, 4.61, 2.34, 88.11, 28.74, 26.51),
      row('FlowEdit (FLUX)', 31.59, 22.81, 9.26, 6.92, 88.43, 27.07, 24.7),
      row('the paper’s own (FLUX)', 18.47, 30.53, 3.3, 2.91, 92.27, 28.88, 26.09),
    ],
    source: SEVERAL_SOURCE,
    note: NETWORKS,
  },
  'LoMOE-Bench': {
    columns: ['CLIP ↑', 'BG-LPIPS ↓', 'BG-SSIM ↑', 'CLIP local ↑', 'HPS ↑', 'answered, % ↑'],
    rows: [
      row('LoMOE', 26, 0.09, 0.834, 29.4, 0.546, 98.96),
      row('LayerEdit', 25.61, 0.147, 0.864, 29.07, 0.186, 100),
      row('FLUX.1 Kontext, one call', 24.71, 0.206, 0.83, 27.58, -0.059, 94.79),
      row('FLUX.1 Kontext, turn by turn', 25.71, 0.15, 0.873, 28.27, 0.55, 94.27),
      row('IDAttn', 25.6, 0.099, 0.919, 29.08, 0.574, 89.06),
    ],
    source: 'IDAttn (2026, arXiv 2602.08749).',
    note: `${NETWORKS} HPS and the share of answers need models that are not used here.`,
  },
  'ALE-Bench': {
    columns: ['TELS ↓', 'TILS ↓', 'structure ↓', 'PSNR ↑', 'SSIM ↑'],
    rows: [
      row('P2P', 21.52, 17.26, 0.1514, 11.15, 0.559),
      row('MasaCtrl', 20.18, 16.74, 0.0929, 14.99, 0.735),
      row('InfEdit', 19.59, 16.69, 0.0484, 16.74, 0.771),
      row('ALE', 16.03, 15.28, 0.0167, 30.04, 0.922),
    ],
    source: 'ALE (Mun et al. 2025, arXiv 2412.04715).',
    note: 'TELS and TILS compare if --clip is the paper’s CLIP. Structure was measured with DINO; the others with other masks.',
  },
};
