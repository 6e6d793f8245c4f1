import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { CODES, factsOf } from './codes.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A code as it is written, or the part of it before `${`, with a star. */
const FORM = /^[a-z]+(-[a-z]+)*(-\*)?$/;

/** The sources of packages and programs; those of `test-servers` speak for platforms, not for us. */
function sources(): ts.SourceFile[] {
  const folders = ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(ROOT, group)).map((name) => join(ROOT, group, name, 'src')),
  );
  return folders
    .filter((folder) => !folder.includes('test-servers') && existsSync(folder))
    .flatMap((folder) =>
      (readdirSync(folder, { recursive: true }) as string[])
        .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|(^|\/)(testing|contract)\//.test(name))
        .map((name) => join(folder, name)),
    )
    .map((file) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
}

/** What an expression may be as a code. */
function spelled(value: ts.Expression): string[] {
  if (ts.isStringLiteralLike(value)) return [value.text];
  if (ts.isTemplateExpression(value)) return [`${value.head.text}*`];
  return ts.isConditionalExpression(value) ? [...spelled(value.whenTrue), ...spelled(value.whenFalse)] : [];
}

/** The name of a function, where it has one. */
function nameOf(owner: ts.SignatureDeclaration): string | undefined {
  const named = owner.name ?? (ts.isVariableDeclaration(owner.parent) ? owner.parent.name : undefined);
  return named?.getText();
}

/** Codes that are written as `code: '…'`, and those that are given to functions whose parameter becomes a `code`. */
function codesOf(files: ts.SourceFile[]): Set<string> {
  const codes = new Set<string>();
  const makers = new Map<string, number>();
  const walk = (node: ts.Node, owners: ts.SignatureDeclaration[]): void => {
    const inside = ts.isFunctionLike(node) ? [...owners, node] : owners;
    const value = ts.isPropertyAssignment(node)
      ? node.initializer
      : ts.isShorthandPropertyAssignment(node) && node.name;
    if (value && (node as ts.PropertyAssignment).name.getText() === 'code') {
      for (const code of spelled(value)) codes.add(code);
      for (const owner of inside) {
        const at = owner.parameters.findIndex(({ name }) => name.getText() === value.getText());
        const name = nameOf(owner);
        if (at >= 0 && name) makers.set(name, at);
      }
    }
    ts.forEachChild(node, (child) => walk(child, inside));
  };
  for (const file of files) walk(file, []);
  const call = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const { expression: called } = node;
      const name = ts.isPropertyAccessExpression(called) ? called.name.text : called.getText();
      const given = node.arguments[makers.get(name) ?? -1];
      if (given) for (const code of spelled(given)) codes.add(code);
    }
    ts.forEachChild(node, call);
  };
  for (const file of files) call(file);
  return codes;
}

describe('the registry of codes', () => {
  const written = [...codesOf(sources())].filter((code) => FORM.test(code));
  const known = Object.keys(CODES);
  const means = (code: string, form: string) =>
    form.endsWith('*') ? code.startsWith(form.slice(0, -1)) : code === form;

  it('has every code that is raised anywhere', () => {
    expect(written.length).toBeGreaterThan(140);
    expect(written.filter((form) => !known.some((code) => means(code, form)))).toEqual([]);
  });

  it('has no code that is raised nowhere', () => {
    expect(known.filter((code) => !written.some((form) => means(code, form)))).toEqual([]);
  });

  it('takes a code that it does not have for a defect of ours', () => {
    expect(factsOf('toString')).toEqual({ category: 'internal', retryable: false });
    expect(factsOf('mask-empty')).toEqual({ category: 'input', retryable: false });
    expect(factsOf('engine-crashed').retryable).toBe(true);
  });
});
