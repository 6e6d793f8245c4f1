import { estimateMemory, hasSafetyChecker, machineMemory } from '@dualedit/core';
import { findPack } from '@dualedit/editor';
import { readPicture } from '../files/read.js';
import { formatBytes } from '../terminal/format.js';
import { attempt, type Finding } from './finding.js';

/** The memory that an edit of one picture takes, and whether this machine has it. */
export async function pictureFinding(path: string, model: string | undefined): Promise<Finding> {
  const finding = await attempt(`picture ${path}`, async () => {
    const { picture } = await readPicture(path);
    const folder = await findPack(model);
    const options = { pack: folder, safetyCheck: hasSafetyChecker(folder), picture };
    const [{ total: memory }, available] = [await estimateMemory(options), machineMemory()];
    const { width, height } = picture;
    const megapixels = ((width * height) / 1e6).toFixed(1);
    return {
      found: `${width}×${height}, ${megapixels} megapixels: an edit takes about ${formatBytes(memory)} of memory`,
      data: { width, height, memory, availableMemory: available, fits: memory <= available },
      ...(memory > available && {
        todo: `This machine has ${formatBytes(available)}: scale the picture down, or use a smaller model.`,
      }),
    };
  });
  return finding.todo === undefined ? finding : { ...finding, status: 'wrong' };
}
