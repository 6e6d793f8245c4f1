export { CommandError, type CommandErrorOptions } from './command-error.js';
export { formatCommand } from './format.js';
export { type ParseOptions, parseCommand } from './parse.js';
