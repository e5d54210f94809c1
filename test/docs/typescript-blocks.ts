import { join } from 'node:path';
import ts from 'typescript';
import { root } from './code-blocks.js';

/** The kits a bot is written with; where a snippet speaks of `context`, it is the turn's context of either. */
export const sdks = ['botbuilder', '@microsoft/agents-hosting'] as const;

const folder = join(root, 'documents');
const shell: Readonly<Record<string, string>> = {
  'escalation.ts': `export type * from '../src/http/openapi.js';`,
};

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
};

/**
 * What the compiler says of snippets, by their names: each as a file of its own in a project that has our packages, the
 * types of the contract as `./escalation.js`, and a `context` of this kit.
 */
export function faultsOfTypeScript(snippets: Readonly<Record<string, string>>, sdk: (typeof sdks)[number]): string[] {
  const prelude = { 'context.d.ts': `declare global { const context: import('${sdk}').TurnContext; }\nexport {};` };
  const files = new Map(
    Object.entries({ ...shell, ...prelude, ...snippets }).map(([name, text]) => [join(folder, name), text]),
  );
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...more) => {
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, language, ...more) : ts.createSourceFile(path, text, language);
  };
  host.directoryExists = (path) => path === folder || ts.sys.directoryExists(path);
  const program = ts.createProgram([...files.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file === undefined || files.has(file.fileName))
    .map((diagnostic) => {
      const { file, start = 0 } = diagnostic;
      const line = file === undefined ? '' : `:${file.getLineAndCharacterOfPosition(start).line + 1}`;
      const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
      return `${file?.fileName.slice(folder.length + 1) ?? ''}${line}: ${message}`;
    });
}
