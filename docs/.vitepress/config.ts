import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';

const page = (text: string, link: string) => ({ text, link });

const guide = [
  {
    text: 'Start',
    items: [page('First edit', '/tutorial'), page('Questions', '/faq'), page('Glossary', '/glossary')],
  },
  {
    text: 'How to',
    items: [
      page('Edit photographs', '/how-to/photographs'),
      page('Run it on a GPU', '/cuda'),
      page('Use it in a program', '/how-to/library'),
      page('A Discord bot tonight', '/how-to/discord'),
      page('A Telegram bot tonight', '/how-to/telegram'),
      page('From a laptop to a fleet', '/how-to/fleet'),
      page('Studio and the local API', '/how-to/studio'),
      page('Use your own model', '/how-to/own-model'),
    ],
  },
  {
    text: 'How it works',
    items: [
      page('The method', '/method'),
      page('LoMOE', '/methods/lomoe'),
      page('LocInv', '/methods/locinv'),
      page('OIR', '/methods/oir'),
      page('CDS', '/methods/cds'),
      page('Guide-and-Rescale', '/methods/guide-rescale'),
      page('The embedded model', '/packages/model-diorama'),
      page('The benchmark', '/packages/bench'),
    ],
  },
  {
    text: 'Extend it',
    items: [
      page('Contributing', '/contributing'),
      page('Add a loss', '/add-a-loss'),
      page('Add a method', '/add-a-method'),
      page('Add a model family', '/add-a-model-family'),
      page('Add a front end', '/add-a-front-end'),
      page('Decisions', '/decisions/'),
    ],
  },
];

const packages = ['editor', 'core', 'commands', 'segmenter', 'jobs', 'hub', 'onnx-autograd', 'foundation'];
const programs = ['cli', 'studio', 'discord-bot', 'telegram-bot', 'service', 'conversation', 'diorama'];

/** READMEs that were gathered. */
const pagesOf = (names: string[]) =>
  names
    .filter((name) => existsSync(join(import.meta.dirname, '../.site/packages', `${name}.md`)))
    .map((name) => page(name, `/packages/${name}`));

const reference = [
  {
    text: 'Reference',
    items: [
      page('Command line', '/reference/command-line'),
      page('Error codes', '/reference/errors'),
      page('Methods and inversions', '/reference/methods'),
      page('Environment of bots', '/reference/environment'),
      page('API', '/api/'),
      page('Supported platforms', '/reference/platforms'),
      page('Licenses', '/reference/licenses'),
      page('Dependencies held back', '/reference/dependencies'),
      page('Release notes', '/releases/0.1.0'),
      page('Security', '/security'),
    ],
  },
  { text: 'Packages', items: pagesOf(packages) },
  { text: 'Programs', items: pagesOf(programs) },
];

export default defineConfig({
  title: 'Dualedit',
  description: 'Change several things in a picture by saying so, and nothing else',
  lang: 'en-US',
  srcDir: '.site',
  // Where the site is served from; a local preview needs none.
  base: process.env.DOCS_BASE ?? '/dualedit/',
  cleanUrls: true,
  // A build that differs from the last one differs in what was written.
  lastUpdated: false,
  themeConfig: {
    logo: '/assets/docs/images/sample.png',
    nav: [
      page('First edit', '/tutorial'),
      page('How to', '/how-to/photographs'),
      page('How it works', '/method'),
      page('Reference', '/reference/command-line'),
    ],
    sidebar: { '/reference/': reference, '/api/': reference, '/packages/': reference, '/': guide },
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: 'https://github.com/dualedit/dualedit' }],
    footer: { message: 'Apache-2.0. This site loads nothing from other hosts.' },
  },
});
