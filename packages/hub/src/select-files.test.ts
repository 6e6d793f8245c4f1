import { describe, expect, it } from 'vitest';
import { checkPath, type RepositoryFile, selectFiles } from './select-files.js';

const listing = (paths: string): RepositoryFile[] =>
  paths
    .trim()
    .split(/\s+/)
    .map((path) => ({ path, bytes: 1, checksum: { kind: 'sha256', hex: path } }));

const select = (paths: string, kind: Parameters<typeof selectFiles>[1]) =>
  selectFiles(listing(paths), kind, 'a/b').map(({ path }) => path);

const BASE =
  'model_index.json text_encoder/model.onnx unet/model.onnx vae_encoder/model.onnx vae_decoder/model.onnx';

describe('of a repository are chosen', () => {
  it('weights in one file, in hundreds, or as optimum names them', () => {
    const weights =
      'unet/weights.pb unet/down_blocks.0.resnets.0.conv1.weight unet/onnx__MatMul_6140 vae_decoder/model.onnx_data text_encoder/model.onnx.data';
    expect(select(`${BASE} ${weights}`, 'diffusion').sort()).toEqual(`${BASE} ${weights}`.split(' ').sort());
  });

  it('no other framework, no second variant, no folder of somebody’s own', () => {
    const other =
      'unet/diffusion_pytorch_model.bin unet/diffusion_pytorch_model.fp16.safetensors unet/openvino_model.xml unet/model_fp16.onnx unet/model_fp16.onnx_data unet/int8/model.onnx v1-5.ckpt sd.yaml assets/a.png runs/events';
    expect(select(`${BASE} ${other}`, 'diffusion').sort()).toEqual(BASE.split(' ').sort());
  });

  it('parts that a pack brings along', () => {
    const parts =
      'segmenter/segmenter.json segmenter/detector/config.json segmenter/detector/onnx/model.onnx segmenter/sam/onnx/vision_encoder.onnx captioner/onnx/decoder_model.onnx';
    expect(
      select(`${BASE} ${parts} segmenter/detector/onnx/model_quantized.onnx`, 'diffusion').sort(),
    ).toEqual(`${BASE} ${parts}`.split(' ').sort());
  });

  it('a second denoiser of few steps, with its scheduler', () => {
    const few = 'unet_lcm/model.onnx unet_lcm/config.json scheduler_lcm/scheduler_config.json';
    expect(select(`${BASE} ${few}`, 'diffusion').sort()).toEqual(`${BASE} ${few}`.split(' ').sort());
  });

  it('of a detector, a SAM and a captioner the graphs that are run, in full precision', () => {
    expect(
      select(
        'config.json tokenizer.json onnx/model.onnx onnx/model_fp16.onnx onnx/model_q4.onnx a.py',
        'detector',
      ),
    ).toEqual(['config.json', 'tokenizer.json', 'onnx/model.onnx']);
    const sam = 'config.json onnx/vision_encoder.onnx onnx/prompt_encoder_mask_decoder.onnx';
    expect(select(`${sam} onnx/vision_encoder_fp16.onnx onnx/model.onnx`, 'sam')).toEqual(sam.split(' '));
    const captioner =
      'config.json onnx/encoder_model.onnx onnx/decoder_model.onnx onnx/decoder_model.onnx_data';
    expect(
      select(`${captioner} onnx/decoder_model_merged.onnx onnx/decoder_with_past_model.onnx`, 'captioner'),
    ).toEqual(captioner.split(' '));
  });

  it('none where the layout is another; PyTorch weights are told', () => {
    expect(() => select('model_index.json unet/diffusion_pytorch_model.safetensors', 'diffusion')).toThrow(
      expect.objectContaining({
        code: 'model-layout',
        message: expect.stringContaining('unet/model.onnx'),
        hint: expect.stringContaining('PyTorch'),
      }),
    );
    expect(() => select('unet.onnx vae.onnx', 'diffusion')).toThrow(/model_index\.json/);
    expect(() => select(BASE, 'sam')).toThrow(/vision_encoder/);
  });

  it('no path that leads out of the pack', () => {
    for (const path of ['../a', 'a/../../b', '/etc/passwd', 'a\\b', 'C:/a', 'a//b', ''])
      expect(() => checkPath(path)).toThrow(expect.objectContaining({ code: 'model-layout' }));
    expect(checkPath('unet/model.onnx')).toBe('unet/model.onnx');
  });
});
