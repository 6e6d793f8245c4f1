import type { ModelKind } from './part.js';

/**
 * A model that others published and that suits. What is said of it was read on public pages and in public code; the
 * files themselves were never fetched or run by us, which `verified` says.
 */
export interface KnownModel {
  name: string;
  kind: ModelKind;
  title: string;
  repository: string;
  /** A branch, tag or commit. */
  revision: string;
  /** What is pulled, about, in bytes; absent where no page said it. */
  bytes?: number;
  licence: string;
  /** What is known of it that a user should know too. */
  note: string;
  verified: false;
}

const OPENRAIL_M = 'creativeml-openrail-m';

/** Plain exports only: what was fused or quantised for one runtime cannot be differentiated. */
export const KNOWN_MODELS: readonly KnownModel[] = [
  {
    name: 'sd-1.4',
    kind: 'diffusion',
    title: 'Stable Diffusion 1.4, 512×512, float32',
    repository: 'CompVis/stable-diffusion-v1-4',
    revision: 'onnx',
    bytes: 5.48e9,
    licence: OPENRAIL_M,
    note: 'The original authors’ own export, of 2022 (commit da5601014c467b382fcf42019ba920a903f2103e when last looked at), with a safety checker.',
    verified: false,
  },
  {
    name: 'sd-1.5',
    kind: 'diffusion',
    title: 'Stable Diffusion 1.5, 512×512, float32',
    repository: 'onnx-community/stable-diffusion-v1-5-ONNX',
    revision: 'main',
    bytes: 5.48e9,
    licence: OPENRAIL_M,
    note: 'An export by the ONNX community (files of commit 90ff1f1), with a safety checker; the repository of the model’s authors is gone.',
    verified: false,
  },
  {
    name: 'sd-2.1-base',
    kind: 'diffusion',
    title: 'Stable Diffusion 2.1 base, 512×512',
    repository: 'aislamov/stable-diffusion-2-1-base-onnx',
    revision: 'cpu',
    licence: 'openrail++',
    note: 'The branch "cpu" is the plain export; the branch "main" is fused for one runtime and is refused. The licence is that of the original.',
    verified: false,
  },
  {
    name: 'lcm',
    kind: 'diffusion',
    title: 'LCM Dreamshaper 7, 512×512, float32: four to eight steps instead of fifty',
    repository: 'SimianLuo/LCM_Dreamshaper_v7',
    revision: 'main',
    bytes: 4.3e9,
    licence: 'mit',
    note: 'A latent consistency model distilled from a Stable Diffusion 1.5, by its authors, with their own export: the one to take on a machine without a graphics card.',
    verified: false,
  },
  {
    name: 'sd-turbo',
    kind: 'diffusion',
    title: 'SD-Turbo, 512×512, float16: one to four steps, without guidance',
    repository: 'jdp8/sd-turbo-onnx',
    revision: 'main',
    bytes: 1.74e9,
    licence: 'sai-nc-community',
    note: 'Not for commercial use without a licence of Stability AI. The licence is that of the original; whether the export has all parts that an edit needs is found when it is pulled.',
    verified: false,
  },
  {
    name: 'grounding-dino-tiny',
    kind: 'detector',
    title: 'Grounding DINO tiny: finds what any words name',
    repository: 'onnx-community/grounding-dino-tiny-ONNX',
    revision: 'main',
    bytes: 0.72e9,
    licence: 'apache-2.0',
    note: 'Commit ff690b0a8050566c290287545bd059350f3e9096 when last looked at. The licence is that of the original; the export states none.',
    verified: false,
  },
  {
    name: 'owlv2-base',
    kind: 'detector',
    title: 'OWLv2 base, ensemble: finds what any words name',
    repository: 'Xenova/owlv2-base-patch16-ensemble',
    revision: 'main',
    bytes: 0.618e9,
    licence: 'apache-2.0',
    note: 'The licence is that of the original; the export states none.',
    verified: false,
  },
  {
    name: 'slimsam',
    kind: 'sam',
    title: 'SlimSAM 77: masks, in 40 MB',
    repository: 'Xenova/slimsam-77-uniform',
    revision: 'main',
    bytes: 0.04e9,
    licence: 'apache-2.0',
    note: 'The licence is that of the original; the export states none.',
    verified: false,
  },
  {
    name: 'sam-base',
    kind: 'sam',
    title: 'SAM ViT-B: masks, finer at edges',
    repository: 'Xenova/sam-vit-base',
    revision: 'main',
    bytes: 0.376e9,
    licence: 'apache-2.0',
    note: 'The licence is that of the original; the export states none.',
    verified: false,
  },
  {
    name: 'clip-base',
    kind: 'clip',
    title: 'CLIP ViT-B/32: how well a picture fits its words, for measuring',
    repository: 'Xenova/clip-vit-base-patch32',
    revision: 'main',
    licence: 'mit',
    note: 'The licence is that of the original’s code; the export states none.',
    verified: false,
  },
  {
    name: 'vit-gpt2-captioner',
    kind: 'captioner',
    title: 'ViT-GPT2: says in a sentence what a photograph shows',
    repository: 'Xenova/vit-gpt2-image-captioning',
    revision: 'main',
    bytes: 0.959e9,
    licence: 'apache-2.0',
    note: 'The licence is that of the original; the export states none.',
    verified: false,
  },
  {
    name: 'swin2sr-x4',
    kind: 'upscaler',
    title: 'Swin2SR ×4 for real photographs: sharper new shapes in large pictures',
    repository: 'Xenova/swin2SR-realworld-sr-x4-64-bsrgan-psnr',
    revision: 'main',
    licence: 'apache-2.0',
    note: 'The licence is that of the original; the export states none.',
    verified: false,
  },
];

export const findKnown = (name: string): KnownModel | undefined =>
  KNOWN_MODELS.find((known) => known.name === name);
