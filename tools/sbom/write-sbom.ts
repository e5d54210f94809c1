import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusedIn, type Sbom, toLicenceList, withoutDevelopment } from './licences.js';

/**
 * Writes what the service is made of when it runs: `sbom.cdx.json` (CycloneDX) and `licences.md`, from package-lock.json
 * alone. Fails where a licence is not allowed. The first argument is the folder, `dist` without one.
 */
const folder = process.argv[2] ?? 'dist';
const npm = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
const everything = execFileSync('npm', npm, { encoding: 'utf8', maxBuffer: 64 * 1_048_576 });
const sbom = withoutDevelopment(JSON.parse(everything) as Sbom);
const { components } = sbom;
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(sbom, null, 2)}\n`);
writeFileSync(join(folder, 'licences.md'), toLicenceList(components));
const refused = refusedIn(components);
for (const line of refused) process.stderr.write(`This licence is not allowed: ${line}\n`);
process.exitCode = refused.length === 0 ? 0 : 1;
