import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../shared/results.js';
import type { Block } from './blocks.js';

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  types: ['node'],
  // An example may take for granted that an answer is there.
  strict: false,
  noEmit: true,
  skipLibCheck: true,
};

/** A name that stands for something of the reader's own, such as `bytes` or `answer`. */
const NAME_OF_READER = new Set([2304, 2552, 18004]);

/** Errors of the compiler in blocks that begin with imports, as `page:line: message`. */
export function exampleProblems(blocks: Block[]): string[] {
  const texts = new Map(blocks.map((block, i) => [join(ROOT, 'apps/cli', `example-${i}.mts`), block]));
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.getSourceFile = (path, version, ...rest) => {
    const block = texts.get(path);
    return block === undefined
      ? getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, block.text, version);
  };
  const program = ts.createProgram([...texts.keys()], OPTIONS, host);
  return [...texts].flatMap(([path, block]) => problemsIn(program, program.getSourceFile(path)!, block));
}

function problemsIn(program: ts.Program, source: ts.SourceFile, { page, line }: Block): string[] {
  const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return found
    .filter(({ code }) => !NAME_OF_READER.has(code))
    .map(({ start, messageText }) => {
      const at = source.getLineAndCharacterOfPosition(start ?? 0).line;
      return `${page}:${line + at}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
}
