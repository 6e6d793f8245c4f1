import { describe, expect, it } from 'vitest';
import { dualedit } from './testing/process.js';

async function parse(...args: string[]) {
  const { code, stdout, stderr } = await dualedit(['parse', ...args]);
  return { code, stdout: stdout.toString(), stderr };
}

describe('dualedit parse', () => {
  it('prints the canonical form, where each change stands, and the two prompts', async () => {
    const { code, stdout } = await parse(
      'turn the kitten into a dog and make the blue hat red, keep the ball',
    );
    expect(stdout).toBe(`cat→dog, blue hat→red
  1  object     cat→dog       1–26   "turn the kitten into a dog"
  2  attribute  blue hat→red  32–52  "make the blue hat red"
  kept anyway: "keep the ball"
  prompt before: a cat and a blue hat
  prompt after:  a dog and a red hat
`);
    expect(code).toBe(0);
  });

  it('says it as JSON, with spans, of every kind of change', async () => {
    const { stdout } = await parse('remove the hat, cat→dog', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'hat→nothing, cat→dog',
      changes: [
        { kind: 'removal', source: 'hat', span: [0, 14] },
        { kind: 'object', source: 'cat', target: 'dog', span: [16, 23] },
      ],
      prompts: { source: 'a hat and a cat', target: 'a dog' },
    });
  });

  it('underlines what it does not understand, and says what the pack knows', async () => {
    const { code, stderr } = await parse('dgo→cat');
    expect(stderr).toMatch(/Did you mean "dog"\?/);
    expect(stderr).toContain('Column 1');
    expect(code).toBe(4);
  });

  it('reads the words of a language, of any pack, and of a marked region', async () => {
    expect((await parse('Hut→rot', '--locale', 'de')).stdout).toMatch(/^hat→red\n/);
    expect((await parse('zebra→horse', '--any-words')).stdout).toMatch(/^zebra→horse\n/);
    expect((await parse('+ red hat', '--region')).stdout).toMatch(/^\+ red hat\n/);
    expect((await parse('+ red hat')).stderr).toContain('needs a place');
  });
});
