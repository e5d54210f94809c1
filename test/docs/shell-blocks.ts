import type { CodeBlock } from './code-blocks.js';

/** Why a block is not run; each is a reason in a word that stands in the block. */
const notRun: readonly [RegExp, string][] = [
  [/^\s*npm (ci|install|test)\b/m, 'installs, or runs all tests: continuous integration does'],
  [/\bnpm (start|run dev)\b|^node .*(main\.(ts|js))/m, 'starts a service that stays: test/main.test.ts does'],
  [/\bnpm run (bench|train|score|prove|check|contract|compare)\b/, 'takes minutes, or writes files of the repository'],
  [/\bnpm run example\b/, 'starts a bot and a hub that stay: test/hubs/example-programs.test.ts does'],
  [/\bdocker\b/, 'needs Docker: test/telemetry/deploy.test.ts checks its files'],
  [/\bkubectl\b/, 'needs a cluster: test/telemetry/deploy.test.ts renders its files'],
  [/^\s*az /m, 'needs an account of Azure'],
  [/\bopenssl\b/, 'makes a secret'],
  [/\bgit (clone|pull|checkout)\b/, 'needs the place where the repository is published'],
  [/\bnpx tsx examples\//, 'starts a bot that stays: test/hubs/examples.test.ts runs it'],
  [/cognitiveservices\.azure\.com/, 'needs a resource of Azure'],
];

/** What runs without asking anybody outside this machine, and what may read its output. */
const local =
  /^\s*(curl\b.* http:\/\/127\.0\.0\.1:8080\/|npx (escalation|openapi-typescript) |(cp|tar -[cx]zf|sed -i)( (?!\/|\.\.)\S+)+$)/s;
const reader = /^\s*(jq|grep|head)\b/;

function isLocal(command: string): boolean {
  const [first = '', ...readers] = command.replaceAll(/'[^']*'|"[^"]*"/g, '…').split('|');
  const isOne = !/[;&`]|\$\(|>/.test([first, ...readers].join('|'));
  return isOne && local.test(first) && readers.every((one) => reader.test(one));
}

/** The commands of a block, each with the lines it goes over. */
export function commandsOf(text: string): string[] {
  const joined = text.replaceAll('\\\n', ' ');
  const commands: string[] = [];
  let open = '';
  for (const line of joined.split('\n')) {
    open += open === '' ? line : `\n${line}`;
    if ((open.match(/'/g)?.length ?? 0) % 2 === 1) continue;
    if (open.trim() !== '' && !open.trim().startsWith('#')) commands.push(open);
    open = '';
  }
  return commands;
}

/** `run` where every command can be run on loopback; else the reason why it is not; undefined where there is none. */
export function fateOf({ text }: Pick<CodeBlock, 'text'>): { run: true } | { run: false; because: string } | undefined {
  if (commandsOf(text).every(isLocal)) return { run: true };
  const because = notRun.find(([pattern]) => pattern.test(text))?.[1];
  return because === undefined ? undefined : { run: false, because };
}
