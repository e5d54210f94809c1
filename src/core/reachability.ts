import { combinationsOf, countCombinations, mostCombinations } from './combinations.js';
import { decide, type Situation } from './decide.js';
import { type Policy, rememberedTurns } from './policy.js';
import { type Reading, unmeasured } from './signals/index.js';

/**
 * Looks for a user who can never reach a human: for every combination of the context, locale and channel values the
 * policy names (and "other"), ten turns of asking for a human, all else unmeasured and offers accepted, must escalate.
 * Returns a sentence that names the first combination that does not, or undefined when there is none.
 */
export function blockedSituation(policy: Policy): string | undefined {
  const count = countCombinations(policy);
  if (count > mostCombinations)
    return `names ${count} combinations of context, locale and channel values, more than the ${mostCombinations} that can be checked for a way to a human; name fewer values`;
  for (const { situation, who } of combinationsOf(policy)) if (!reachesHuman(policy, situation)) return sentence(who);
  return undefined;
}

function reachesHuman(policy: Policy, user: Situation): boolean {
  const earlier: Reading[] = [];
  let offeredSkill: string | undefined;
  for (let turn = 0; turn < rememberedTurns; turn++) {
    const reading: Reading = { ...unmeasured, talkToHuman: 1, offerAccepted: offeredSkill === undefined ? null : 1 };
    const { outcome, skill } = decide(policy, { ...user, reading, earlier, offeredSkill });
    if (outcome === 'escalate') return true;
    offeredSkill = outcome === 'offer' ? (skill ?? undefined) : undefined;
    earlier.push(reading);
  }
  return false;
}

function sentence(who: string): string {
  return `${who} who asks for a human ten times never reaches one; add a rule like { id: asked-for-human, when: [{ signal: talkToHuman, atLeast: … }], then: { outcome: escalate } } before the rules that keep such users from it`;
}
