import { type Category, CODES, type CodeFacts } from '@dualedit/foundation/codes';

const CATEGORIES: Record<Category, { title: string; about: string }> = {
  usage: {
    title: 'Usage',
    about: 'Whoever asked can fix it, by wording the command differently or choosing another option.',
  },
  input: { title: 'Input', about: 'Whoever asked can fix it, with another picture or mask.' },
  model: { title: 'Model', about: 'Whoever chose or made the model pack can fix it.' },
  environment: {
    title: 'Environment',
    about: 'Whoever runs the machine can fix it. `dualedit doctor` says how.',
  },
  internal: { title: 'Internal', about: 'A defect of ours: please report it.' },
};

/** Every code of the registry, by who can fix it. */
export function errorsPage(): string {
  const codes = Object.entries<CodeFacts>(CODES).sort(([a], [b]) => (a < b ? -1 : 1));
  const sections = Object.entries(CATEGORIES).map(([category, { title, about }]) => {
    const rows = codes
      .filter(([, facts]) => facts.category === category)
      .map(([code, { retryable }]) => `| \`${code}\` | ${retryable ? 'yes' : ''} |`);
    return `## ${title}\n\n${about}\n\n| code | may pass by itself |\n| --- | --- |\n${rows.join('\n')}\n`;
  });
  return `# Error codes

Every error has a stable \`code\`, a message with what was received and what was expected, and a \`hint\` with the next step. Exit codes and retries follow from the category. What the commonest mean is in [Questions](../faq.md); codes of the command grammar are explained in [its README](../../packages/commands/README.md).

${sections.join('\n')}`;
}
