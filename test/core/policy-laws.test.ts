import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, holds, type Situation } from '../../src/core/decide.js';
import type { Condition, Policy, Rule } from '../../src/core/policy.js';
import { breachesOf, laws, strictLaws } from '../../src/core/policy-laws/index.js';
import { type Reading, signalNames } from '../../src/core/signals/index.js';
import { checkPolicy, readPolicy } from '../../src/policy/policy-file.js';

const asks = '{ id: asks, when: [{ signal: talkToHuman, atLeast: sure }], then: { outcome: escalate } }';
const yes = '{ id: yes, when: [{ signal: offerAccepted, atLeast: sure }], then: { outcome: escalate } }';
const rule = (id: string, when: string, outcome: string) =>
  `{ id: ${id}, when: [${when}], then: { outcome: ${outcome} } }`;

/** A policy that breaks no law but by these rules, one a line from line 5 on; `asks` and `yes` come first. */
function policyOf(rules: readonly string[], rest = ''): string {
  const lines = [asks, yes, ...rules].map((one) => `  - ${one}\n`).join('');
  return `version: "1"\ndefaultSkill: general\nthresholds: { sure: 0.8, half: 0.5, high: 0.9 }\nrules:\n${lines}${rest}`;
}

/** Uses every threshold without deciding anything that these tests look at. */
const uses =
  '{ id: uses, when: [{ channel: nowhere }, { signal: repeating, atLeast: half }, { signal: repeating, atLeast: high }], then: { outcome: continue } }';

function breaches(source: string, hubSkills?: readonly string[]): string[] {
  const { policy, faults, breaches } = checkPolicy('p.yaml', source, { hubSkills: hubSkills && new Set(hubSkills) });
  expect(policy, faults.map(({ message }) => message).join('\n')).toBeDefined();
  return breaches.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}

const upset = (atLeast: string, window = '') => `{ signal: negativeSentiment, atLeast: ${atLeast}${window} }`;

describe('a rule that an earlier one always decides before is told', () => {
  test.each([
    ['the same condition', upset('sure'), upset('sure')],
    ['a lower threshold', upset('half'), upset('sure')],
    ['a condition less', upset('sure'), `{ locale: de }, ${upset('sure')}`],
    ['a wider window', upset('sure', ', turns: 2, of: 5'), upset('sure', ', turns: 2, of: 3')],
    ['fewer turns', upset('sure', ', turns: 2, of: 3'), upset('sure', ', turns: 3')],
    ['the turn that is now', upset('sure'), upset('sure', ', turns: 2, of: 10')],
    ['a narrower window that still has enough', upset('sure', ', turns: 2, of: 3'), upset('sure', ', turns: 3, of: 4')],
    ['more values', '{ context: tier, in: [gold, Silver] }', '{ context: tier, in: [silver] }'],
    ['a shorter language tag', '{ locale: de }', '{ locale: [de-AT, de-CH] }'],
    ['a menu choice among others', '{ menuChoice: [agent, human] }', '{ menuChoice: Human }'],
  ])('%s', (_, first, second) => {
    const kept = 'receipt: { context: [tier] }';
    const source = policyOf([uses, rule('first', first, 'continue'), rule('second', second, 'escalate')], kept);
    expect(breaches(source)).toEqual([
      '9:5: rules.4: "second" never decides, because "first" above holds whenever it does; move it above "first", ask for more there, or take it out',
    ]);
  });

  test('two together, each for its own values', () => {
    const source = policyOf([
      uses,
      rule('german', '{ locale: de }', 'continue'),
      rule('sms', '{ channel: sms }', 'continue'),
      rule('either', '{ locale: [de-AT, fr] }, { channel: sms }', 'escalate'),
      rule('both', '{ locale: [de-AT, fr] }, { channel: [sms, fax] }', 'escalate'),
    ]);
    expect(breaches(source)).toEqual([
      expect.stringContaining('"either" never decides, because "german" and "sms" above hold'),
    ]);
  });

  test.each([
    ['a higher threshold', upset('sure'), upset('half')],
    ['another signal', upset('half'), '{ signal: notUnderstood, atLeast: high }'],
    ['a condition more', `{ locale: de }, ${upset('half')}`, upset('half')],
    ['fewer values', '{ context: tier, in: [gold] }', '{ context: tier, in: [gold, silver] }'],
    ['another fact', '{ context: plan, in: [gold] }', '{ context: tier, in: [gold] }'],
    ['a longer language tag', '{ locale: de-AT }', '{ locale: de }'],
    ['a tag that only begins alike', '{ locale: de }', '{ locale: den }'],
    ['a window that may have missed a turn', upset('sure', ', turns: 2, of: 3'), upset('sure', ', turns: 2, of: 4')],
    ['an intent of the name of a channel', '{ intent: sms }', '{ channel: sms }'],
  ])('but not behind one with %s', (_, first, second) => {
    const kept = 'receipt: { context: [tier, plan] }';
    expect(breaches(policyOf([uses, rule('a', first, 'continue'), rule('b', second, 'escalate')], kept))).toEqual([]);
  });

  test('and not behind an offer, which is held back after a no, unless it offers too', () => {
    const offer = rule('offers', upset('half'), 'offer');
    expect(breaches(policyOf([uses, offer, rule('b', upset('half'), 'escalate')]))).toEqual([]);
    expect(breaches(policyOf([uses, offer, rule('b', upset('half'), 'offer')]))).toEqual([
      expect.stringContaining('"b" never decides, because "offers" above holds'),
    ]);
  });
});

describe('breaches of the other laws', () => {
  const kept = 'receipt: { context: [tier] }';
  test.each([
    [
      'a threshold that nothing uses',
      policyOf([rule('a', upset('half'), 'continue')]),
      [
        '3:43: thresholds.high: no condition uses "high", so moving it changes nothing; name it in an atLeast, or take it out',
      ],
    ],
    [
      'a threshold that only the skill table uses is used',
      policyOf(
        [rule('a', upset('half'), 'continue')],
        'skills: [{ skill: care, signal: negativeSentiment, atLeast: high }]',
      ),
      [],
    ],
    [
      'a rule that asks for two values of one fact',
      policyOf([uses, rule('a', '{ context: tier, in: [gold] }, { context: tier, in: [basic] }', 'continue')], kept),
      [
        '8:52: rules.3.when.1: "a" never holds, because it asks for two values of context "tier" at once; make it two rules, or one condition with a list of values',
      ],
    ],
    [
      'a rule that asks for two languages',
      policyOf([uses, rule('a', '{ locale: de }, { locale: fr }', 'continue')]),
      [expect.stringContaining('asks for two values of locale at once')],
    ],
    [
      'a language and one that is more precise go together',
      policyOf([uses, rule('a', '{ locale: de }, { locale: de-AT }', 'continue')]),
      [],
    ],
    [
      'a choice may be named by its value and by its title',
      policyOf([uses, rule('a', '{ menuChoice: agent }, { menuChoice: Talk to a person }', 'escalate')]),
      [],
    ],
    [
      'an offer at a higher score than the escalation below it',
      policyOf([uses, rule('offers', upset('high'), 'offer'), rule('hands-over', upset('half'), 'escalate')]),
      [
        '3:43: thresholds.high: "offers" offers from 0.9 of negativeSentiment on, where "hands-over" escalates from 0.5 (half) on; make high lower than half',
      ],
    ],
    [
      'an offer at a higher score than the escalation above it, which never decides either',
      policyOf([uses, rule('offers', '{ signal: talkToHuman, atLeast: high }', 'offer')]),
      [
        expect.stringContaining('"offers" never decides, because "asks" above holds'),
        '3:43: thresholds.high: "offers" offers from 0.9 of talkToHuman on, where "asks" escalates from 0.8 (sure) on; make high lower than sure',
      ],
    ],
    [
      'an escalation on more turns at a lower score is another matter',
      policyOf([
        uses,
        rule('hands-over', upset('half', ', turns: 3, of: 5'), 'escalate'),
        rule('offers', upset('high'), 'offer'),
      ]),
      [],
    ],
    [
      'an escalation of some users at a lower score is, too',
      policyOf(
        [
          uses,
          rule('gold', `{ context: tier, in: [gold] }, ${upset('half')}`, 'escalate'),
          rule('offers', upset('high'), 'offer'),
        ],
        kept,
      ),
      [],
    ],
    [
      'facts that receipts do not keep, each once',
      policyOf(
        [
          uses,
          rule('a', `{ locale: de }, { context: tier, in: [gold] }`, 'continue'),
          rule('b', '{ context: tier, in: [basic] }', 'escalate'),
        ],
        'skills: [{ skill: billing, context: department, in: [billing] }]\nreceipt: { context: [other] }',
      ),
      [
        '8:37: rules.3.when.1: receipts do not keep the fact "tier", so a replay cannot decide on it; add tier to receipt.context',
        '10:10: skills.0: receipts do not keep the fact "department", so a replay cannot decide on it; add department to receipt.context',
      ],
    ],
  ])('%s', (_, source, messages) => {
    expect(breaches(source)).toEqual(messages);
  });

  const skilled = policyOf(
    [uses, '{ id: a, when: [{ locale: de }], then: { outcome: escalate, skill: vip } }'],
    'skills: [{ skill: billing, intent: Invoice }]',
  );
  test.each([
    ['where nobody has said which the hub has', skilled, undefined, []],
    ['where the hub has them all', skilled, ['vip', 'general', 'billing'], []],
    [
      'where it has not',
      skilled,
      ['VIP'],
      [
        '2:15: defaultSkill: the agent hub has no skill "general"; it has VIP. Name one of these, or add it to HUB_SKILLS',
        '8:72: rules.3.then.skill: the agent hub has no skill "vip"; it has VIP. Name one of these, or add it to HUB_SKILLS',
        '9:19: skills.0.skill: the agent hub has no skill "billing"; it has VIP. Name one of these, or add it to HUB_SKILLS',
      ],
    ],
  ])('skills %s', (_, source, hubSkills, messages) => {
    expect(breaches(source, hubSkills)).toEqual(messages);
  });
});

describe('a policy whose offers lead nowhere is one that check refuses and the service reads', () => {
  const gold = '{ context: tier, in: [gold] }';
  const offers = rule('offers', upset('half'), 'offer');
  const strict = (rules: readonly string[]) => {
    const source = `version: "1"\ndefaultSkill: general\nthresholds: { sure: 0.8, half: 0.5 }\nrules:\n${[asks, ...rules].map((one) => `  - ${one}\n`).join('')}`;
    expect(readPolicy('p.yaml', source).version).toBe('1');
    return checkPolicy('p.yaml', source).faults.map(({ line, message }) => `${line}: ${message}`);
  };
  test.each([
    ['nothing is offered', [rule('a', upset('half'), 'escalate')], []],
    ['a yes escalates', [yes, offers], []],
    ['a yes escalates below the offer', [offers, yes], []],
    [
      'no rule listens for a yes',
      [offers, rule('too', upset('sure', ', turns: 2'), 'offer')],
      [
        '6: rules.1: "offers", "too" may offer a human, and a user who says yes reaches none; add a rule like { id: accepted-offer, when: [{ signal: offerAccepted, atLeast: … }], then: { outcome: escalate } }',
      ],
    ],
    [
      'a yes alone is not enough',
      [
        rule('yes', '{ signal: offerAccepted, atLeast: half }, { signal: talkToHuman, atLeast: half }', 'escalate'),
        offers,
      ],
      [expect.stringContaining('a user who says yes reaches none')],
    ],
    [
      'a yes is answered with another offer',
      [rule('again', '{ signal: offerAccepted, atLeast: half }', 'offer'), offers],
      [expect.stringContaining('a user who says yes reaches none')],
    ],
    [
      'only some of those who are offered a human are listened to',
      [rule('yes', `{ signal: offerAccepted, atLeast: half }, ${gold}`, 'escalate'), offers],
      [
        expect.stringContaining(
          '7: rules.2: "offers" may offer a human to a user with context.tier other, who says yes',
        ),
      ],
    ],
    [
      'only those who are offered a human are listened to',
      [
        rule('yes', `{ signal: offerAccepted, atLeast: half }, ${gold}`, 'escalate'),
        rule('gold', `${gold}, ${upset('half')}`, 'offer'),
      ],
      [],
    ],
    [
      'those who are not listened to never come to the offer',
      [
        rule('sms', '{ channel: sms }', 'continue'),
        yes,
        rule('lost', '{ intent: Lost }, { signal: notUnderstood, atLeast: half, turns: 2, of: 3 }', 'offer'),
      ],
      [],
    ],
    [
      'an offer by menu choice comes before what keeps its user from a human',
      [rule('menu', '{ menuChoice: help }', 'offer'), rule('sms', '{ channel: sms }', 'continue'), yes],
      [expect.stringContaining('6: rules.1: "menu" may offer a human to a user with channel sms')],
    ],
  ])('%s', (_, rules, messages) => {
    expect(strict(rules)).toEqual(messages);
  });

  test('and it is told beside what else is wrong', () => {
    const source = policyOf([uses, offers]).replace(`  - ${yes}\n`, '').replace('channel: nowhere', 'chanel: nowhere');
    expect(checkPolicy('p.yaml', source).faults.map(({ message }) => message)).toEqual([
      expect.stringContaining('unknown key "chanel"'),
      expect.stringContaining('"offers" may offer a human'),
    ]);
  });
});

const thresholds = { low: 0.3, half: 0.5, high: 0.8 };

const signalConditions = fc
  .record({
    signal: fc.constantFrom(...signalNames),
    name: fc.constantFrom<keyof typeof thresholds>('low', 'half', 'high'),
    turns: fc.integer({ min: 1, max: 3 }),
    more: fc.integer({ min: 0, max: 2 }),
  })
  .map(
    ({ signal, name, turns, more }): Condition => ({
      kind: 'signal',
      signal,
      threshold: { name, atLeast: thresholds[name] },
      turns,
      of: turns + more,
    }),
  );

const values = ['a', 'b', 'a-b'];
const valueConditions = fc
  .record({
    kind: fc.constantFrom('menuChoice', 'context', 'intent', 'locale', 'channel'),
    anyOf: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }),
  })
  .map(
    ({ kind, anyOf }): Condition => ({
      kind,
      key: kind === 'context' ? 'tier' : undefined,
      anyOf: new Map(anyOf.map((value) => [value, value])),
    }),
  );

const rulesOn = (conditions: fc.Arbitrary<Condition>, most: number) =>
  fc.array(
    fc.record({
      when: fc.array(conditions, { minLength: 1, maxLength: most }),
      outcome: fc.constantFrom<Rule['outcome']>('continue', 'offer', 'escalate'),
    }),
    { minLength: 2, maxLength: 8 },
  );

const plain = readPolicy('p.yaml', policyOf([]));
const policyWith = (rules: readonly Pick<Rule, 'when' | 'outcome'>[]): Policy => ({
  ...plain,
  thresholds,
  rules: rules.map((one, i) => ({ ...one, id: `r${i}`, skill: undefined })),
});

const policies = rulesOn(fc.oneof(signalConditions, valueConditions), 3).map(policyWith);
const signalPolicies = rulesOn(signalConditions, 1).map(policyWith);

const readings: fc.Arbitrary<Reading> = fc
  .tuple(...signalNames.map(() => fc.constantFrom(null, 0, 0.3, 0.4, 0.5, 0.6, 0.8, 1)))
  .map((scores) => Object.fromEntries(signalNames.map((name, i) => [name, scores[i] ?? null])) as Reading);

const given = fc.constantFrom(undefined, ...values, 'other');
const situations: fc.Arbitrary<Situation> = fc.record({
  reading: readings,
  earlier: fc.array(readings, { maxLength: 5 }),
  menuChoice: given,
  title: given,
  context: given.map((tier): Situation['context'] => (tier === undefined ? {} : { tier })),
  intent: given,
  locale: given,
  channel: given,
  offersSuppressed: fc.boolean(),
  handoffWaits: fc.constant(false),
  offeredSkill: fc.constant(undefined),
});

/** The rules that a law speaks of. */
const toldOf = (law: keyof typeof laws, policy: Policy) =>
  breachesOf({ law: laws[law] }, policy).map(({ path }) => policy.rules[path[1] as number] as Rule);

const holdsIn = (situation: Situation) => (rule: Rule | undefined) =>
  rule?.when.every((condition) => holds(condition, situation)) ?? false;

test('a rule that is said never to decide never does, and one that is said never to hold never holds', () => {
  let told = 0;
  let held = 0;
  fc.assert(
    fc.property(policies, fc.array(situations, { minLength: 20, maxLength: 20 }), (policy, all) => {
      const unreachable = toldOf('reachableRules', policy);
      const contradictory = toldOf('holdableRules', policy);
      told += unreachable.length + contradictory.length;
      const wrong = all.filter((situation) => {
        held += unreachable.filter(holdsIn(situation)).length;
        const { ruleId } = decide(policy, situation);
        return unreachable.some(({ id }) => id === ruleId) || contradictory.some(holdsIn(situation));
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(told, 'rules that were told of').toBeGreaterThan(50);
  expect(held, 'times that such a rule held and another decided').toBeGreaterThan(50);
}, 60_000);

test('where an offer stands above an escalation, whoever it is made to would be escalated by that', () => {
  let held = 0;
  fc.assert(
    fc.property(signalPolicies, fc.array(situations, { minLength: 20, maxLength: 20 }), (policy, all) => {
      for (const { message } of breachesOf({ law: laws.offersBelowEscalations }, policy)) {
        const [offer, escalation] = [...message.matchAll(/"(\w+)"/g)].map(([, id]) =>
          policy.rules.find((rule) => rule.id === id),
        );
        expect([offer?.outcome, escalation?.outcome]).toEqual(['offer', 'escalate']);
        const made = all.filter((situation) => holdsIn(situation)(offer));
        held += made.length;
        expect(made.filter((situation) => !holdsIn(situation)(escalation))).toEqual([]);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(held, 'times that such an offer held').toBeGreaterThan(20);
}, 60_000);

test('no law fails on any policy', () => {
  fc.assert(
    fc.property(policies, (policy) => {
      const found = breachesOf({ ...strictLaws, ...laws }, policy, { hubSkills: new Set(['x']) });
      for (const { path } of found) expect(path.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});
