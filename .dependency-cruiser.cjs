/**
 * An arrow points down only (CONTRIBUTING.md). The packages from the bottom up: none imports from its own level or from
 * above it.
 */
const LEVELS = [
  ['foundation'],
  ['onnx-autograd', 'segmenter', 'commands', 'diorama', 'hub'],
  ['core'],
  ['editor'],
  ['jobs', 'bench'],
  ['service', 'conversation'],
  ['discord-bot', 'telegram-bot', 'studio'],
  // Starts the studio.
  ['cli'],
];

/** What a package may not import although it is below. */
const NEVER = {
  'onnx-autograd': ['foundation'],
  core: ['segmenter', 'commands', 'diorama', 'hub'],
  editor: ['onnx-autograd', 'diorama'],
  jobs: ['diorama', 'hub'],
  bench: ['hub'],
  service: ['onnx-autograd', 'diorama', 'bench'],
  conversation: ['onnx-autograd', 'diorama', 'bench'],
  cli: ['bench', 'discord-bot', 'telegram-bot'],
  'discord-bot': ['onnx-autograd', 'diorama', 'bench'],
  'telegram-bot': ['onnx-autograd', 'diorama', 'bench'],
  studio: ['onnx-autograd', 'diorama', 'bench'],
};

/** Modules of others that a package may not import: what it must not be able to do. */
const FOREIGN = {
  foundation: '^(onnxruntime|discord|grammy)',
  'onnx-autograd': '^(discord|grammy)|^(node:)?(http|https|net|dgram)$',
  commands: '^(onnxruntime|sharp)|^(node:)?(http|https|net|dgram)$',
  core: '^(discord|grammy|undici)|^(node:)?(http|https|net|dgram)$',
  segmenter: '^(discord|grammy|undici)|^(node:)?(http|https|net|dgram)$',
  jobs: '^(discord|grammy)',
};

/** The folders of packages/core/src from the bottom up. Folders of one layer may import from each other. */
const CORE_LAYERS = [
  // Of family/, what every program is written in terms of.
  ['session', 'cache', 'image', 'text', 'family/(conditioning|gaussian|guidance|noise-path|signature)[.]ts'],
  ['surgery'],
  ['losses'],
  ['programs'],
  ['family', 'pack', 'autoencoder', 'vision'],
  ['inversions', 'masks', 'caption', 'safety', 'clip', 'world'],
  ['methods'],
  ['edit'],
  ['host'],
];

const folder = (names) => `^(packages|apps)/(${names.join('|')})/`;
const inCore = (layer) =>
  `^packages/core/src/(${layer.map((one) => (one.endsWith('ts') ? one : `${one}/`)).join('|')})`;

// Tests ship with nobody.
const NOT_SHIPPED = '(\\.test\\.ts|/testing/[^/]+|/testing\\.ts)$';

function packageRules() {
  return LEVELS.flatMap((level, floor) =>
    level.map((name) => {
      const beside = level.filter((other) => other !== name);
      return {
        name: `arrows-down-${name}`,
        severity: 'error',
        from: { path: folder([name]), pathNot: NOT_SHIPPED },
        to: { path: folder([...beside, ...LEVELS.slice(floor + 1).flat(), ...(NEVER[name] ?? [])]) },
      };
    }),
  ).filter(({ to }) => !to.path.includes('()'));
}

function coreRules() {
  const bottom = inCore([CORE_LAYERS[0].at(-1)]);
  return CORE_LAYERS.slice(0, -1).map((layer, at) => ({
    name: `core-layers-${layer[0]}`,
    severity: 'error',
    from: { path: inCore(layer), pathNot: at === 0 ? NOT_SHIPPED : [NOT_SHIPPED, bottom] },
    to: { path: inCore(CORE_LAYERS.slice(at + 1).flat()), pathNot: bottom },
  }));
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'test-servers-for-tests',
      severity: 'error',
      from: { path: '^(packages|apps)/(?!test-servers/)', pathNot: NOT_SHIPPED },
      to: { path: folder(['test-servers']) },
    },
    { name: 'tools-for-nobody', severity: 'error', from: {}, to: { path: '^tools/' } },
    ...packageRules(),
    ...Object.entries(FOREIGN).map(([name, modules]) => ({
      name: `foreign-to-${name}`,
      severity: 'error',
      from: { path: folder([name]), pathNot: NOT_SHIPPED },
      to: { path: [modules, modules.replaceAll('^', 'node_modules/').replaceAll('$', '/')] },
    })),
    ...coreRules(),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/.*\\.map$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'node'] },
  },
};
