// Dualedit as a library: `import { openEditor } from 'dualedit'`.
export * from '@dualedit/editor';
