export { CommandError, type CommandErrorOptions } from './command-error.js';
export { formatCommand } from './format.js';
export { sayWord, wordForms } from './languages/languages.js';
export { type ParseOptions, parseCommand } from './parse.js';
export { type KeptNote, type Reading, type ReadOptions, readCommand } from './read.js';
export type { Vocabulary } from './vocabulary.js';
