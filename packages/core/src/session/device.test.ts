import { listSupportedBackends } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { chooseDevice, type Device } from './device.js';

describe('choosing a device', () => {
  it('takes the CPU as it is', async () => {
    expect(await chooseDevice('cpu')).toEqual({ name: 'cpu', executionProviders: ['cpu'], passedOver: [] });
  });

  it('by itself finds one that works, and says why none before it', async () => {
    const { name, executionProviders, passedOver } = await chooseDevice('auto');
    expect(executionProviders.at(-1)).toBe('cpu');
    const order = ['cuda', 'dml', 'cpu'];
    expect(passedOver.map((reason) => reason.split(':')[0])).toEqual(order.slice(0, order.indexOf(name)));
  });

  // Asked for these, ONNX Runtime itself runs on the CPU and says so on stderr only.
  const offered = listSupportedBackends().map(({ name }) => name);
  const absent = (['coreml', 'dml', 'webgpu', 'cuda'] as Device[]).filter((d) => !offered.includes(d));
  it.each(absent)('refuses %s, which this system does not have', async (device) => {
    await expect(chooseDevice(device)).rejects.toMatchObject({
      code: 'device-unavailable',
      received: device,
    });
  });
});
