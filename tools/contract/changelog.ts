import { createHash } from 'node:crypto';

/** What the changelog last told of: the contract, and the section that told of it, each by its SHA-256. */
export interface Stamp {
  readonly contract: string;
  readonly section: string;
}

const stampLine = /^<!-- contract: openapi\.yaml ([\da-f]{64}) described by ([\da-f]{64}) -->$/m;

/** The stamp of a changelog; undefined where it has none. */
export function stampIn(changelog: string): Stamp | undefined {
  const [, contract, section] = stampLine.exec(changelog) ?? [];
  return contract !== undefined && section !== undefined ? { contract, section } : undefined;
}

/**
 * The changelog, stamped for this contract. Undefined when it has no stamp to renew, or when the contract is another
 * than the stamped one and the newest section still says what it said then: nobody has told of the change.
 */
export function stamped(changelog: string, contract: string): string | undefined {
  const last = stampIn(changelog);
  const now: Stamp = { contract: sha256(contract), section: sha256(newestSection(changelog)) };
  if (last?.contract === now.contract) return changelog;
  if (last === undefined || last.section === now.section) return undefined;
  return changelog.replace(stampLine, `<!-- contract: openapi.yaml ${now.contract} described by ${now.section} -->`);
}

/** The headings of the changelog's sections, newest first. */
export function sectionNames(changelog: string): string[] {
  return sectionsOf(changelog).map((section) => (section.split('\n')[0] as string).replace('## ', ''));
}

/** The newest section with a line in it, heading included: Unreleased, or the latest release where that is empty. */
function newestSection(changelog: string): string {
  return sectionsOf(changelog).find((section) => /^- /m.test(section)) ?? '';
}

function sectionsOf(changelog: string): string[] {
  return changelog
    .split(/^(?=## )/m)
    .slice(1)
    .map((section) => section.trim());
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
