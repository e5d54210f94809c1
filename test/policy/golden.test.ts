import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { casesFileOf, readPolicy, runCases } from '../../src/policy/policy-file.js';

const folder = fileURLToPath(new URL('../../policies/', import.meta.url));
const policies = readdirSync(folder).filter((file) => /^(?!.*\.cases\.).*\.yaml$/.test(file));

/** Every policy we ship is proved by the conversations beside it, a row per turn. */
describe.each(policies)('%s', async (file) => {
  const policy = readPolicy(file, readFileSync(folder + file, 'utf8'));
  const cases = casesFileOf(file);
  const { names, faults } = await runCases(policy, cases, readFileSync(folder + cases, 'utf8'));
  test.each(names)('%s', (it) => {
    expect(faults.filter(({ message }) => message.includes(`: ${it}: `))).toEqual([]);
  });
  test('has readable cases', () => {
    expect(names.length).toBeGreaterThan(0);
  });
});

/** The default policy with its commented line on idle handoffs read: two hours. */
const idle = readFileSync(`${folder}default.yaml`, 'utf8').replace('# idleMinutes:', 'idleMinutes:');

const idleCases = `
conversations:
  - it: an accepted handoff ends when nothing is heard of it for two hours
    turns:
      - { said: get me an agent, talkToHuman: 0.95, expect: { outcome: escalate } }
      - { status: accepted, minutesLater: 5, expect: { handoff: accepted } }
      - { said: hello, minutesLater: 119, expect: { reason: HANDOFF_OPEN, handoff: accepted } }
      - { said: are you there, minutesLater: 119, expect: { reason: HANDOFF_OPEN, handoff: accepted } }
      - { status: accepted, minutesLater: 119, expect: { handoff: accepted } }
      - { said: one moment, minutesLater: 119, expect: { reason: HANDOFF_OPEN, handoff: accepted } }
      - { said: where is my parcel, minutesLater: 121, expect: { reason: NO_RULE_MATCHED, handoff: null } }
  - it: the hub's later word counts
    turns:
      - { said: get me an agent, talkToHuman: 0.95, expect: { outcome: escalate } }
      - { status: accepted, expect: { handoff: accepted } }
      - { said: where is my parcel, minutesLater: 121, expect: { reason: NO_RULE_MATCHED, handoff: null } }
      - { status: completed, expect: { handoff: completed } }
  - it: a handoff that no agent accepts does not end for being idle
    turns:
      - { said: get me an agent, talkToHuman: 0.95, expect: { outcome: escalate } }
      - { said: hello, minutesLater: 9, expect: { reason: HANDOFF_OPEN, handoff: initiated } }
      - { status: accepted, minutesLater: 0.5, expect: { handoff: accepted } }
`;

test('handoff.idleMinutes, a comment in the default policy, ends what nobody is heard of', async () => {
  const policy = readPolicy('p.yaml', idle);
  expect(policy.handoff.idleMinutes).toBe(120);
  expect((await runCases(policy, 'p.cases.yaml', idleCases)).faults).toEqual([]);
});

test('a case that does not hold is told with its file, line and what came instead', async () => {
  const policy = readPolicy('p.yaml', readFileSync(`${folder}default.yaml`, 'utf8'));
  const source =
    'conversations:\n  - it: hands off at once\n    turns:\n      - { said: hi, talkToHuman: 0.1, expect: { outcome: escalate } }\n';
  const { faults } = await runCases(policy, 'p.cases.yaml', source);
  expect(faults).toEqual([
    {
      file: 'p.cases.yaml',
      line: 4,
      column: 9,
      message: 'conversations.0.turns.0: hands off at once: outcome is "continue", expected "escalate"',
    },
  ]);
});

test('cases that say quieted are read as suppressedOffers, and that is told with its place', async () => {
  const policy = readPolicy('p.yaml', readFileSync(`${folder}default.yaml`, 'utf8'));
  const source =
    'conversations:\n  - it: holds nothing back\n    turns:\n      - { said: hi, talkToHuman: 0.1, expect: { quieted: [other] } }\n';
  const { faults, warnings } = await runCases(policy, 'p.cases.yaml', source);
  expect(faults.map(({ message }) => message)).toEqual([
    'conversations.0.turns.0: holds nothing back: suppressedOffers is [], expected ["other"]',
  ]);
  expect(warnings).toMatchObject([
    { file: 'p.cases.yaml', line: 4, message: expect.stringContaining('suppressedOffers') },
  ]);
});
