import { join, relative } from 'node:path';
import ts from 'typescript';
import type { Problem } from '../ledger/errors.ts';
import { root } from '../root.ts';

/**
 * What is wrong with the types of a content folder's specs. The folder may lie anywhere, and needs no package and no settings of its own:
 * the settings are those of this checkout's specs.
 */
export function typeProblems(folder: string): Problem[] {
  const files = ts.sys.readDirectory(join(folder, 'specs'), ['.ts']);
  const program = ts.createProgram(files, settings());
  const own = files.flatMap((file) => program.getSourceFile(file) ?? []);
  const found = [
    ...program.getOptionsDiagnostics(),
    ...own.flatMap((source) => [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]),
  ];
  return found.map((one) => problemOf(one, folder));
}

function settings(): ts.CompilerOptions {
  const file = join(root, 'specs/tsconfig.json');
  const refuse = ({ messageText }: ts.Diagnostic): never => {
    throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(file, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: refuse });
  return {
    ...parsed?.options,
    // nodenext would ask the folder for a package.json that says that its files are modules
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    typeRoots: [join(root, 'node_modules/@types')],
    paths: { '#meshproof': [join(root, 'helpers/index.ts')] },
  };
}

function problemOf({ file, start = 0, messageText }: ts.Diagnostic, folder: string): Problem {
  const what = ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\.$/, '');
  const remedy = 'See docs/writing-a-claim.md for the words of a spec';
  if (!file) return { file: folder, what, remedy };
  return { file: relative(folder, file.fileName), line: file.getLineAndCharacterOfPosition(start).line + 1, what, remedy };
}
