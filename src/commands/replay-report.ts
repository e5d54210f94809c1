import type { Changed, Outcomes, Replay } from '../decision-log/replay.js';
import { type Row, table } from './table.js';

/** What a replay showed, for people: tables, and what the words in them mean. */
export function reportOf(replay: Replay): string {
  const { outcomes, changed, byRule, byHour } = replay;
  const sections = [
    receiptsTable(replay),
    `Share of the ${outcomes.decided} turns that rules decided, before and under this policy:\n\n${table(
      ['outcome', 'before', 'after', 'newly', 'no longer'],
      outcomeRows(outcomes, changed),
    )}`,
    section(
      'By rule, the decisions that differ:',
      ['rule', ...Object.values(changeNames)],
      [...byRule].map(changedRow),
    ),
    section('By skill:', ['skill', ...beforeAndAfter], skillRows(replay)),
    section(
      'By day (UTC):',
      ['day', 'turns', ...beforeAndAfter],
      groupedRows(byHour, (hour) => hour.slice(0, 10)),
    ),
    section(
      'By hour of the day (UTC):',
      ['hour', 'turns', ...beforeAndAfter],
      groupedRows(byHour, (hour) => `${hour.slice(11)}:00`),
    ),
    busiest(byHour),
    ...notes(replay),
  ];
  return sections.filter((text) => text !== '').join('\n');
}

function section(title: string, header: Row, rows: readonly Row[]): string {
  return rows.length === 0 ? '' : `${title}\n\n${table(header, rows)}`;
}

function receiptsTable({ receipts, same, outcomes, unruled, unruledBecause, undecidable, wrong }: Replay): string {
  const { sentAgain, handoffOpen, noUserTurn } = unruledBecause;
  const rows: (readonly [string, number])[] = [
    ['decided the same', same],
    ['decided otherwise', outcomes.decided - same],
    ['no rule was read', unruled],
    ['– the turn was sent again', sentAgain],
    ['– a handoff was open', handoffOpen],
    ['– no user said it', noUserTurn],
    ['undecidable', undecidable],
    ['altered', wrong],
  ];
  return table(
    ['receipts', 'of all'],
    rows.map(([name, count]) => [name, share(count, receipts)]),
  );
}

const beforeAndAfter: Row = ['escalated before', 'after', 'offered before', 'after'];

function outcomeRows(outcomes: Outcomes, changed: Changed): Row[] {
  const { escalatedBefore, escalatedAfter, offeredBefore, offeredAfter, decided } = outcomes;
  const counts = (...all: number[]) => all.map(String);
  return [
    [
      'escalated',
      share(escalatedBefore, decided),
      share(escalatedAfter, decided),
      ...counts(changed.newlyEscalated, changed.noLongerEscalated),
    ],
    [
      'offered',
      share(offeredBefore, decided),
      share(offeredAfter, decided),
      ...counts(changed.newlyOffered, changed.noLongerOffered),
    ],
  ];
}

const changeNames: Readonly<Record<keyof Changed, string>> = {
  newlyEscalated: 'newly escalated',
  noLongerEscalated: 'no longer escalated',
  newlyOffered: 'newly offered',
  noLongerOffered: 'no longer offered',
  otherwise: 'by another rule or skill',
};

function changedRow([rule, changed]: readonly [string, Changed]): Row {
  return [rule, ...Object.keys(changeNames).map((key) => String(changed[key as keyof Changed]))];
}

function skillRows({ bySkill, outcomes: { decided } }: Replay): Row[] {
  return [...bySkill].sort().map(([skill, counts]) => [skill, ...shares({ ...counts, decided })]);
}

/** The hours put together that have the same name, in its order. */
function groupedRows(byHour: Replay['byHour'], nameOf: (hour: string) => string): Row[] {
  const groups = new Map<string, Outcomes>();
  for (const [hour, outcomes] of byHour) {
    const name = nameOf(hour);
    const before = groups.get(name);
    groups.set(name, before ? sum(before, outcomes) : outcomes);
  }
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, outcomes]) => [name, String(outcomes.decided), ...shares(outcomes)]);
}

function sum(one: Outcomes, other: Outcomes): Outcomes {
  return {
    decided: one.decided + other.decided,
    escalatedBefore: one.escalatedBefore + other.escalatedBefore,
    escalatedAfter: one.escalatedAfter + other.escalatedAfter,
    offeredBefore: one.offeredBefore + other.offeredBefore,
    offeredAfter: one.offeredAfter + other.offeredAfter,
  };
}

function shares({ decided, escalatedBefore, escalatedAfter, offeredBefore, offeredAfter }: Outcomes): Row {
  return [escalatedBefore, escalatedAfter, offeredBefore, offeredAfter].map((count) => share(count, decided));
}

/** `3 of 25 (12.0 %)`; a share of nothing has no rate. */
function share(count: number, of: number): string {
  return `${count} of ${of} (${of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} %`})`;
}

/** What agents notice most. */
function busiest(byHour: Replay['byHour']): string {
  const most = (key: 'escalatedBefore' | 'escalatedAfter') => {
    const [hour, outcomes] = [...byHour].reduce((one, other) => (other[1][key] > one[1][key] ? other : one));
    return `${outcomes[key]} (${hour.slice(0, 10)} ${hour.slice(11)}:00)`;
  };
  if (byHour.size === 0) return '';
  return `Most escalations in one hour: before ${most('escalatedBefore')}, after ${most('escalatedAfter')}.\n`;
}

function notes({ unruled, undecidable, wrong, changed }: Replay): string[] {
  const noted: (readonly [number, string])[] = [
    [
      unruled,
      'No rule was read: the turn had its answer already, or a handoff was open and the bot stays quiet, or no user said it (typing, events, the bot itself). There is nothing to decide again, and no share below the first table counts such receipts.',
    ],
    [
      undecidable,
      'Undecidable: a rule or skill asks for a fact that the receipt does not hold. List it under receipt.context: receipts made from then on hold it.',
    ],
    [
      wrong,
      'Altered: the receipt says another decision than the policy it names makes of it, so somebody has changed it.',
    ],
    [changed.noLongerEscalated, 'No longer escalated: what the user would have said next is in no receipt.'],
  ];
  return noted.filter(([count]) => count > 0).map(([, text]) => `${text}\n`);
}
