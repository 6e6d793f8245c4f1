import type { UnetShape } from './unet-shape.js';
import { unsupported } from './unsupported.js';

/** A UNet's config, as far as it says what the model takes beside a latent, a timestep and a text. */
export interface UnetConfig {
  in_channels: number;
  out_channels?: number;
  sample_size: number;
  cross_attention_dim: number;
  addition_embed_type?: string | null;
  class_embed_type?: string | null;
  encoder_hid_dim_type?: string | null;
  time_cond_proj_dim?: number | null;
}

/** Settings by which a UNet takes more inputs. */
const MORE_INPUTS = ['addition_embed_type', 'class_embed_type', 'encoder_hid_dim_type'] as const;
const GUIDANCE_INPUT = 'time_cond_proj_dim' as const;

/**
 * @param takesGuidance whether it may be told the guidance
 * @throws DualeditError `model-unsupported` for a UNet that takes more than a latent, a timestep and a text
 */
export function checkInputs(config: Partial<UnetConfig>, { takesGuidance = false } = {}): void {
  const refused = takesGuidance ? MORE_INPUTS : [...MORE_INPUTS, GUIDANCE_INPUT];
  const more = refused.find((name) => (config[name] ?? null) !== null);
  if (more === undefined) return;
  throw unsupported(`The UNet takes more than a text: its "${more}" is ${config[more]}.`, config[more]);
}

/**
 * Compares the channels that go into the UNet with those that come out of it and with the autoencoder's.
 * @param latentChannels of the autoencoder, if its config says so
 * @throws DualeditError `model-unsupported` for one that takes more than the latent, as inpainting models do
 */
export function checkChannels(
  { inChannels, outChannels }: Pick<UnetShape, 'inChannels' | 'outChannels'>,
  latentChannels = outChannels,
): void {
  if (inChannels === outChannels && inChannels === latentChannels) return;
  throw unsupported(
    `Expected a UNet of as many channels as the latent (${latentChannels}) but received one that takes ${inChannels} and returns ${outChannels}.`,
    inChannels,
  );
}
