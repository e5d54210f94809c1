import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexer, type Token, type Tokens, walkTokens } from 'marked';

export const root = join(import.meta.dirname, '../..');

/** A fenced block of code in a document. */
export interface CodeBlock {
  /** The document, from the root of the repository. */
  readonly file: string;
  /** The first word behind the fence; empty where there is none. */
  readonly language: string;
  readonly text: string;
  /** Where it is and how it begins, for the title of a test. */
  readonly title: string;
}

export const blocks: readonly CodeBlock[] = documentsOf().flatMap(blocksOf);

function documentsOf(): string[] {
  const within = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  const files = [...readdirSync(root), ...['docs', 'examples', 'bench', 'tools', 'deploy'].flatMap(within)];
  return files.filter((file) => file.endsWith('.md') && !file.includes('node_modules')).toSorted();
}

function blocksOf(file: string): CodeBlock[] {
  const found: Tokens.Code[] = [];
  const tokens = lexer(readFileSync(join(root, file), 'utf8'));
  walkTokens(tokens, (token: Token) => {
    if (token.type === 'code') found.push(token as Tokens.Code);
  });
  return found.map(({ text, lang = '' }, i) => {
    const begins = text.split('\n', 1)[0]?.slice(0, 60);
    return { file, language: lang.split(/\s/)[0] as string, text, title: `${file} (${i + 1}) ${lang}: ${begins}` };
  });
}
