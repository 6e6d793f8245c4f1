const room = (name) => `^(packages|apps)/${name}/`;

/** An arrow points down only (CONTRIBUTING.md): each room, and what it may not import. */
const mayNot = {
  foundation:
    '(diorama|hub|onnx-autograd|segmenter|commands|core|editor|jobs|bench|cli|service|conversation|discord-bot|telegram-bot)',
  'onnx-autograd':
    '(foundation|hub|diorama|segmenter|commands|core|editor|jobs|bench|cli|service|conversation|discord-bot|telegram-bot)',
  diorama:
    '(hub|onnx-autograd|segmenter|commands|core|editor|jobs|bench|cli|service|conversation|discord-bot|telegram-bot)',
  commands:
    '(hub|onnx-autograd|diorama|segmenter|core|editor|jobs|bench|cli|service|conversation|discord-bot|telegram-bot)',
  hub: '(onnx-autograd|diorama|segmenter|commands|core|editor|jobs|bench|cli|service|conversation|discord-bot|telegram-bot)',
  segmenter:
    '(hub|onnx-autograd|diorama|commands|core|editor|jobs|bench|cli|service|conversation|discord-bot|telegram-bot)',
  core: '(diorama|hub|segmenter|commands|editor|jobs|bench|cli|service|conversation|discord-bot|telegram-bot)',
  editor: '(onnx-autograd|diorama|jobs|bench|cli|service|conversation|discord-bot|telegram-bot)',
  jobs: '(diorama|hub|bench|cli|service|conversation|discord-bot|telegram-bot)',
  bench: '(hub|jobs|cli|service|conversation|discord-bot|telegram-bot)',
  cli: '(bench|conversation|discord-bot|telegram-bot)',
  service: '(onnx-autograd|diorama|commands|bench|cli|conversation|discord-bot|telegram-bot)',
  conversation: '(onnx-autograd|diorama|hub|bench|cli|service|discord-bot|telegram-bot)',
  'discord-bot': '(diorama|onnx-autograd|bench|cli|telegram-bot)',
  'telegram-bot': '(diorama|onnx-autograd|bench|cli|discord-bot)',
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'test-servers-for-tests',
      severity: 'error',
      from: { path: '^(packages|apps)/(?!test-servers/)', pathNot: '\\.test\\.ts$|/(testing|scripts)/' },
      to: { path: room('test-servers') },
    },
    ...Object.entries(mayNot).map(([name, others]) => ({
      name: `arrows-down-${name}`,
      severity: 'error',
      // Tests and measuring scripts ship with nobody.
      from: { path: room(name), pathNot: '(\\.test\\.ts|/scripts/[^/]+\\.mjs|/testing/[^/]+)$' },
      to: { path: room(others) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/.*\\.map$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'node'] },
  },
};
