/** How an edit is made. Everything has a default: see `ModelInfo.settings`. */
export interface EditSettings {
  method?: string;
  /** 0…2, multiplies the strength of every edit. */
  strength?: number;
  steps?: number;
  seed?: number;
  /** Pixels by which an edit may reach beyond its mask. */
  maskGrow?: number;
  /** Pixels over which the new fades into the old. */
  maskFeather?: number;
  /** Whether things that are seen and not named keep their pixels. */
  protect?: boolean;
  /** Whether what did not come out is tried again in other ways. */
  retry?: boolean;
  /** Whether a picture is edited that is not of the small world that an embedded model knows. */
  force?: boolean;
  /** Whether attention maps are kept. */
  details?: boolean;
  format?: 'same' | 'png' | 'jpeg' | 'webp';
  metadata?: 'keep' | 'strip' | 'none';
}
