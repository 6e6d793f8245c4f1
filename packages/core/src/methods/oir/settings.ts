import type { CommonSettings } from '../common-settings.js';

export interface OirSettings extends CommonSettings {
  /** Depths that are tried first, evenly spaced; then the best one's neighbors, ever nearer. */
  depths: number;
  /** At which share of the steps before the picture things are put together, and how far back it goes from there. */
  reassembly: number;
  reinversion: number;
}

export const OIR: OirSettings = {
  steps: 50,
  guidanceScale: 7.5,
  depths: 5,
  reassembly: 0.2,
  reinversion: 0.2,
  maskMargin: 1 / 32,
  reach: 0.35,
  blend: 0.3,
};
