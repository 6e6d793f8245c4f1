/** A number that a result gets. */
export interface Metric {
  key: string;
  name: string;
  better: 'higher' | 'lower';
  /** Decimals in tables. */
  digits: number;
  definition: string;
  /** Whether a picture's value is 1 or 0, so that its mean is a share of pictures. */
  isYesOrNo?: boolean;
  /** The network that it is measured with, where there is one. */
  network?: 'clip' | 'judge' | 'unet';
}
