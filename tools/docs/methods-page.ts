import { INVERSIONS } from '@dualedit/core/inversions';
import { DEFAULT_METHOD, METHODS } from '@dualedit/core/methods';

/** Methods and inversions, with what they are and their defaults. */
export function methodsPage(): string {
  const methods = Object.entries(METHODS).map(
    ([name, { summary, source, inversions, defaults }]) =>
      `| \`${name}\` | ${summary} | ${source} | ${defaults.steps} | ${inversions.map((one) => `\`${one}\``).join(', ')} |`,
  );
  const inversions = Object.entries(INVERSIONS).map(
    ([name, { summary, keepsTrajectory }]) =>
      `| \`${name}\` | ${summary} | ${keepsTrajectory ? 'yes' : ''} |`,
  );
  const settings = Object.entries(METHODS).map(
    ([name, { defaults }]) => `### ${name}\n\n\`\`\`json\n${JSON.stringify(defaults, null, 2)}\n\`\`\`\n`,
  );
  return `# Methods and inversions

\`--method\` chooses what is done; \`${DEFAULT_METHOD}\` if you choose none, in [few steps](../fast.md) where a pack says so. \`--inversion\` chooses where it begins. How they work is in [the method](../method.md).

## Methods

| name | what it is | source | steps | inversions, the default first |
| --- | --- | --- | --- | --- |
${methods.join('\n')}

## Inversions

| name | what it is | starts from the trajectory to noise |
| --- | --- | --- |
${inversions.join('\n')}

## Default settings

For a library's \`settings\`. A model pack may have defaults of its own.

${settings.join('\n')}`;
}
