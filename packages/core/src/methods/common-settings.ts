/** What every method has a setting for. */
export interface CommonSettings {
  /** Steps of the inversion and of the edit. */
  steps: number;
  /** Classifier-free guidance of the edit branch. */
  guidanceScale: number;
  /**
   * How far the mask of an edit that may change a shape grows at least, as a share of the region's side; within it
   * whatever changed is taken.
   */
  maskMargin: number;
  /** How far beyond its old thing a new shape may be drawn, as a share of the thing's longer side. */
  reach: number;
  /** Fraction of the steps, up to the last, in which the background is replaced by the stored trajectory. */
  blend: number;
}
