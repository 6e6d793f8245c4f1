import { describe, expect, it } from 'vitest';
import { followUp } from './follow-up.js';
import { job } from './testing/job.js';

describe('follow-ups', () => {
  it('stronger and softer move every strength, within 0.1 and 2, and keep the masks', () => {
    const first = job('cat→dog, hat→red (0.5)', { options: { method: 'mde' } });
    const stronger = followUp(first, 'stronger');
    expect(stronger.command).toBe('cat→dog (1.4), hat→red (0.7)');
    expect(stronger.options).toEqual({ method: 'mde', masks: { job: first.id } });
    expect(followUp(job('cat→dog (1.9)'), 'stronger').edits[0]).toMatchObject({ strength: 2 });
    expect(followUp(job('cat→dog (0.1)'), 'softer').edits[0]).toMatchObject({ strength: 0.1 });
    expect(followUp(job(stronger.command), 'softer').command).toBe('cat→dog, hat→red (0.5)');
  });

  it('leave what has no strength as it is', () => {
    expect(followUp(job('hat→nothing, background→snow'), 'stronger').command).toBe(
      'hat→nothing, background→snow (1.4)',
    );
  });

  it('retry asks the same, with masks found anew', () => {
    const again = followUp(job('cat→dog'), 'retry');
    expect(again).toMatchObject({ command: 'cat→dog', picture: { picture: 'input' } });
    expect(again.options).not.toHaveProperty('masks');
  });
});
