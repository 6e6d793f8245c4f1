// Fails if a source file or a function has grown beyond what fits a glance (CONTRIBUTING.md).
//
//   npx tsx tools/check-sizes.ts [FILE …]      all files of the repository by default; the median is of those alone
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './shared/results.js';
import { median } from './shared/statistics.js';

const MOST_LINES = 320;
const MEDIAN_LINES = 60;
const MOST_LINES_OF_FUNCTION = 60;

const SOURCE = /\.([cm]?[jt]sx?|py)$/;
/** Written by a program: nobody reads them. */
const GENERATED = [/^packages\/onnx-autograd\/proto\//];
/** What runs at a user's; all of it is TypeScript. */
const PRODUCT = /^(packages|apps)\/(?!test-servers\/)[^/]+\/(src|ui)\/.*\.tsx?$/;
const FOR_TESTS = /\.test\.ts$|\/testing(\/|\.ts$)|^packages\/jobs\/src\/contract\//;

interface SourceFile {
  path: string;
  text: string;
  lines: number;
}

const files = sourceFiles(process.argv.slice(2));
const product = files.filter(({ path }) => PRODUCT.test(path) && !FOR_TESTS.test(path));
const middle = median(product.map(({ lines }) => lines));
const problems = [
  ...files
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }) => `${path} has ${lines} lines, ${MOST_LINES} at most: split it by concern.`),
  ...product.flatMap(longFunctions),
  ...(middle > MEDIAN_LINES
    ? [`The median of product files is ${middle} lines, ${MEDIAN_LINES} at most.`]
    : []),
];
for (const problem of problems) console.error(problem);
console.log(`${files.length} source files; ${product.length} of the product, ${middle} lines in the median.`);
process.exitCode = problems.length > 0 ? 1 : 0;

/** Those that git knows, or would add. */
function sourceFiles(asked: string[]): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard', ...asked], {
    encoding: 'utf8',
    cwd: ROOT,
  });
  const paths = listed.split('\0').filter((path) => SOURCE.test(path));
  return paths.filter((path) => !GENERATED.some((generated) => generated.test(path))).flatMap(readSource);
}

/** None if the file was deleted and git has not been told. */
function readSource(path: string): SourceFile[] {
  try {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return [{ path, text, lines: text.split('\n').length - 1 }];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function longFunctions({ path, text }: SourceFile): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  const visit = (node: ts.Node): void => {
    if (isFunction(node)) {
      const from = lineAt(node.getStart());
      const lines = lineAt(node.end) - from + 1;
      if (lines > MOST_LINES_OF_FUNCTION)
        found.push(
          `${path}:${from} ${nameOf(node)} has ${lines} lines, ${MOST_LINES_OF_FUNCTION} at most: name its parts.`,
        );
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

function nameOf(node: ts.FunctionLikeDeclaration): string {
  const { name = ts.isConstructorDeclaration(node) ? undefined : nameAround(node) } = node;
  return name === undefined ? 'a function' : `"${name.getText()}"`;
}

/** The name of the variable or property that an arrow function is written to. */
function nameAround({ parent }: ts.Node): ts.Node | undefined {
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name : undefined;
}
