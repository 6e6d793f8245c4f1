import { DualeditError, type Picture } from '@dualedit/foundation';
import { RawImage } from '@huggingface/transformers';

/** How models are opened: where they run, and whether files that are not here may be fetched. */
export interface ModelOptions {
  /** A device that works, as ONNX Runtime names it: `cpu`, `cuda`, `dml`, `coreml`, `webgpu`. */
  device: string;
  /** Whether a model that is named rather than given as a folder may come from its hub. */
  download: boolean;
}

/** What `from_pretrained` of any class takes. */
export function loadOptions({ device, download }: ModelOptions) {
  return {
    device: device as 'cpu',
    local_files_only: !download,
    session_options: {
      // With memory patterns, the second run of a large model allocates gigabytes more.
      enableMemPattern: false,
      // Threads that spin while they wait slow down everything else on the machine.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    },
  };
}

/** Opens one model with `open`, and says which when it cannot. */
export async function opening<T>(model: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (cause) {
    if (DualeditError.is(cause)) throw cause;
    throw new DualeditError({
      code: 'model-unreadable',
      message: `The model in ${model} cannot be loaded: ${(cause as Error).message}`,
      hint: 'Fetch or export it again, all of it: its config, preprocessor_config, tokenizer and onnx folder.',
      received: model,
      cause,
    });
  }
}

/** The colours of a picture, as transformers.js takes them. */
export function toRawImage({ width, height, data }: Picture): RawImage {
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4) {
    rgb[to++] = data[from]!;
    rgb[to++] = data[from + 1]!;
    rgb[to++] = data[from + 2]!;
  }
  return new RawImage(rgb, width, height, 3);
}
