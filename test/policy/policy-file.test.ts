import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PolicyRefusedError, readPolicy } from '../../src/policy/policy-file.js';

const asks = '- { id: asks, when: [{ signal: talkToHuman, atLeast: sure }], then: { outcome: escalate } }';

/** A policy with these rules, one a line from line 5 on. */
function policy(rules: string, rest = ''): string {
  return `version: "1"\ndefaultSkill: general\nthresholds: { sure: 0.8, half: 0.5 }\nrules:\n${rules}\n${rest}`;
}

function refusal(source: string): string {
  try {
    readPolicy('p.yaml', source);
  } catch (err) {
    if (err instanceof PolicyRefusedError) return err.message;
    throw err;
  }
  return 'accepted';
}

describe('a policy is refused with file, line and what is allowed', () => {
  test.each([
    [
      'an unknown signal',
      policy('  - { id: a, when: [{ signal: anger, atLeast: sure }], then: { outcome: escalate } }'),
      'p.yaml:5:21: rules.0.when.0: unknown signal "anger"; allowed: talkToHuman, negativeSentiment, notUnderstood, repeating, offerAccepted, withdraws',
    ],
    [
      'a rule on withdraws that cancels nothing',
      policy('  - { id: a, when: [{ signal: withdraws, atLeast: sure }], then: { outcome: continue } }'),
      'p.yaml:5:5: rules.0: a rule on withdraws is read only with the outcome cancel',
    ],
    [
      'a cancel for anything but the user’s word',
      policy('  - { id: a, when: [{ signal: repeating, atLeast: sure }], then: { outcome: cancel } }'),
      'p.yaml:5:5: rules.0: the outcome cancel needs a condition on the signal withdraws or on a menuChoice',
    ],
    [
      'a cancel with a skill',
      policy('  - { id: a, when: [{ menuChoice: no-agent }], then: { outcome: cancel, skill: billing } }'),
      'p.yaml:5:5: rules.0: the outcome cancel takes no skill',
    ],
    [
      'a cancel with the id of another rule',
      policy(`  ${asks}\n  - { id: asks, when: [{ menuChoice: no-agent }], then: { outcome: cancel } }`),
      '"asks" is already the id of an earlier rule',
    ],
    [
      'an idle time of none',
      policy(`  ${asks}`, 'handoff: { idleMinutes: 0 }'),
      'p.yaml:6:25: handoff.idleMinutes: must be more than 0',
    ],
    [
      'an unknown threshold',
      policy('  - { id: a, when: [{ signal: talkToHuman, atLeast: sur }], then: { outcome: escalate } }'),
      'p.yaml:5:21: rules.0.when.0: unknown threshold "sur"; allowed: sure, half',
    ],
    [
      'a number where a threshold is named',
      policy('  - { id: a, when: [{ signal: talkToHuman, atLeast: 0.8 }], then: { outcome: escalate } }'),
      'must be the name of a threshold, not a number',
    ],
    [
      'a signal without a threshold',
      policy('  - { id: a, when: [{ signal: talkToHuman }], then: { outcome: escalate } }'),
      'a signal needs "atLeast"; allowed: sure, half',
    ],
    [
      'an unknown key',
      policy(`  ${asks}`, 'shadow: true'),
      'p.yaml:6:9: shadow: unknown key "shadow"; allowed: version, defaultSkill, thresholds, rules, skills, offer, handoff, receipt',
    ],
    [
      'an unknown key of a condition',
      policy('  - { id: a, when: [{ signal: talkToHuman, over: sure }], then: { outcome: escalate } }'),
      'unknown key "over"; allowed: menuChoice, signal, atLeast, turns, of, context, intent, locale, channel, in',
    ],
    [
      'two conditions in one',
      policy('  - { id: a, when: [{ menuChoice: agent, locale: de }], then: { outcome: escalate } }'),
      'a condition is exactly one of menuChoice, signal, context, intent, locale, channel, not menuChoice and locale',
    ],
    [
      'a key of another condition',
      policy('  - { id: a, when: [{ menuChoice: agent, turns: 2 }], then: { outcome: escalate } }'),
      'menuChoice does not take turns; allowed: menuChoice',
    ],
    [
      'an unknown outcome',
      policy('  - { id: a, when: [{ menuChoice: agent }], then: { outcome: transfer } }'),
      'p.yaml:5:62: rules.0.then.outcome: must be one of continue, offer, escalate, cancel',
    ],
    [
      'a threshold above 1',
      'version: "1"\ndefaultSkill: g\nthresholds: { sure: 80 }\nrules:\n  - { id: a, when: [{ signal: talkToHuman, atLeast: sure }], then: { outcome: escalate } }',
      'p.yaml:3:21: thresholds.sure:',
    ],
    [
      'an id given twice',
      policy(`  ${asks}\n  ${asks}`),
      'p.yaml:6:11: rules.1.id: "asks" is already the id of an earlier rule',
    ],
    [
      'a window smaller than its count',
      policy(
        '  - { id: a, when: [{ signal: talkToHuman, atLeast: sure, turns: 3, of: 2 }], then: { outcome: escalate } }',
      ),
      '"of" (2) must be at least "turns" (3)',
    ],
    [
      'a window longer than the memory',
      policy(
        '  - { id: a, when: [{ signal: talkToHuman, atLeast: sure, turns: 3, of: 11 }], then: { outcome: escalate } }',
      ),
      'rules.0.when.0.of:',
    ],
    [
      'context without values',
      policy('  - { id: a, when: [{ context: tier }], then: { outcome: escalate } }'),
      'context needs "in", a list of values',
    ],
    ['no rules', 'version: "1"\ndefaultSkill: g\nthresholds: {}\nrules: []', 'rules:'],
    ['broken YAML', 'version: "1\nrules: [', 'p.yaml:'],
    ['a key given twice', policy(`  ${asks}`, 'defaultSkill: other'), 'p.yaml:6:1: Map keys must be unique'],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]`,
      'p.yaml:',
    ],
    ['not a mapping', '- 1', 'p.yaml:1:1'],
    ['nothing', '', 'p.yaml:1:1'],
  ])('%s', (_, source, message) => {
    expect(refusal(source)).toContain(message);
  });

  const anger = '  - { id: a, when: [{ signal: anger, atLeast: sure }], then: { outcome: escalate } }';
  test.each([
    [
      'two of what conditions name',
      policy(`${anger}\n  - { id: b, when: [{ signal: talkToHuman, atLeast: x }], then: { outcome: escalate } }`),
      ['5:21: rules.0.when.0: unknown signal "anger"', '6:21: rules.1.when.0: unknown threshold "x"'],
    ],
    [
      'one of the shape and one of what a condition names',
      policy(`${anger}\n  - { id: b, when: [{ menuChoice: agent }], then: { outcome: transfer } }`),
      ['6:62: rules.1.then.outcome: must be one of', '5:21: rules.0.when.0: unknown signal "anger"'],
    ],
    [
      'two of one condition',
      policy('  - { id: a, when: [{ signal: anger, atLeast: 0.8 }], then: { outcome: escalate } }'),
      ['rules.0.when.0.atLeast: must be the name of a threshold', 'rules.0.when.0: unknown signal "anger"'],
    ],
    [
      'one of a rule, and a human that nobody reaches whatever that rule may mean',
      policy(
        `  - { id: a, when: [{ signal: talkToHuman, atLeast: half }], then: { outcome: continue } }\n  - { id: b, when: [{ signal: talkToHuman, atLeast: x }], then: { outcome: escalate } }`,
      ),
      ['6:21: rules.1.when.0: unknown threshold "x"', '5:3: rules: a user who asks for a human ten times'],
    ],
    [
      'one of a key, and a human that nobody reaches',
      policy('  - { id: a, when: [{ menuChoice: agent }], then: { outcome: escalate } }', 'shadow: true'),
      ['6:9: shadow: unknown key', '5:3: rules: a user who asks for a human ten times'],
    ],
    [
      'a threshold that is no score is one fault, and the rules on it are none',
      `version: "1"\ndefaultSkill: g\nthresholds: { sure: 80 }\nrules:\n  ${asks}`,
      ['3:21: thresholds.sure: must be at most 1'],
    ],
    [
      'thresholds that are no mapping are one fault too',
      `version: "1"\ndefaultSkill: g\nthresholds: 0.8\nrules:\n  ${asks}`,
      ['3:13: thresholds: must be a mapping of names to numbers'],
    ],
    [
      'a condition with a misspelt kind is one fault',
      policy(`  ${asks}\n  - { id: a, when: [{ menuchoice: agent }], then: { outcome: escalate } }`),
      ['rules.1.when.0.menuchoice: unknown key "menuchoice"'],
    ],
    [
      'what is missing is told in words',
      'rules: 7',
      [
        'version: must be a text of 1 to 100 characters, or a number',
        'defaultSkill: is missing; it must be a text',
        'thresholds: is missing; it must be a mapping of names to numbers',
        'rules: must be a list',
      ],
    ],
  ])('and all its faults are listed at once: %s', (_, source, messages) => {
    const lines = refusal(source).split('\n');
    expect(lines).toEqual(messages.map((message) => expect.stringContaining(message)));
  });
});

describe('a policy in which a user who keeps asking for a human cannot reach one is refused', () => {
  const blocked = 'never reaches one';
  test.each([
    [
      'when no rule listens to it',
      '  - { id: a, when: [{ signal: negativeSentiment, atLeast: sure }], then: { outcome: escalate } }',
      blocked,
    ],
    [
      'when only a menu choice escalates',
      '  - { id: a, when: [{ menuChoice: agent }], then: { outcome: escalate } }',
      blocked,
    ],
    [
      'when it is only offered and yes leads nowhere',
      '  - { id: a, when: [{ signal: talkToHuman, atLeast: sure }], then: { outcome: offer } }',
      blocked,
    ],
    [
      'when it is offered and yes escalates',
      '  - { id: b, when: [{ signal: offerAccepted, atLeast: sure }], then: { outcome: escalate } }\n  - { id: a, when: [{ signal: talkToHuman, atLeast: sure }], then: { outcome: offer } }',
      'accepted',
    ],
    [
      'when a rule before it says continue',
      `  - { id: a, when: [{ signal: talkToHuman, atLeast: half }], then: { outcome: continue } }\n  ${asks}`,
      blocked,
    ],
    [
      'when some customers are kept from it',
      `  - { id: a, when: [{ context: tier, in: [basic] }, { signal: talkToHuman, atLeast: half }], then: { outcome: continue } }\n  ${asks}`,
      'a user with context.tier basic who asks for a human ten times never reaches one',
    ],
    [
      'when only some customers reach it',
      '  - { id: a, when: [{ context: tier, in: [gold] }, { signal: talkToHuman, atLeast: half }], then: { outcome: escalate } }',
      'a user with context.tier other who',
    ],
    [
      'when one channel of one language is kept from it',
      `  - { id: a, when: [{ locale: de }, { channel: sms }], then: { outcome: continue } }\n  ${asks}`,
      'a user with locale de, channel sms who',
    ],
    [
      'when it takes three asks',
      '  - { id: a, when: [{ signal: talkToHuman, atLeast: sure, turns: 3, of: 5 }], then: { outcome: escalate } }',
      'accepted',
    ],
    [
      'when everybody reaches it, one group by another rule',
      `  - { id: a, when: [{ context: tier, in: [gold] }, { signal: talkToHuman, atLeast: half }], then: { outcome: escalate, skill: vip } }\n  ${asks}`,
      'accepted',
    ],
  ])('%s', (_, rules, message) => {
    expect(refusal(policy(rules))).toContain(message);
  });

  test('and one with more combinations than can be checked says so', () => {
    const rules = Array.from(
      { length: 16 },
      (_, i) => `  - { id: r${i}, when: [{ context: k${i}, in: [a] }], then: { outcome: escalate } }`,
    );
    expect(refusal(policy(`${rules.join('\n')}\n  ${asks}`))).toContain('name fewer values');
  });
});

test('the default policy is accepted and says where a value comes from', () => {
  const file = new URL('../../policies/default.yaml', import.meta.url);
  const read = readPolicy('policies/default.yaml', readFileSync(file, 'utf8'));
  expect(read.version).toBe('1');
  expect(read.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('every number of the default policy has a sentence', () => {
  const lines = readFileSync(new URL('../../policies/default.yaml', import.meta.url), 'utf8').split('\n');
  const numbers = lines.filter((line) => /^\s+\w+: [\d.]+/.test(line));
  expect(numbers.length).toBeGreaterThan(8);
  expect(numbers.filter((line) => !/#.{20,}/.test(line))).toEqual([]);
});
