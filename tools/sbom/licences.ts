/** One package of the list, as CycloneDX has it; what is not read of it passes through. */
export interface Component {
  readonly 'bom-ref': string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string; readonly name?: string };
    readonly expression?: string;
  }[];
}

/** What is read of a CycloneDX list. */
export interface Sbom {
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * The list without what is installed for development only. npm's own `--omit dev` also leaves out every package that
 * something of development needs besides.
 */
export function withoutDevelopment<List extends Sbom>(sbom: List): List {
  const isDevelopment = ({ properties = [] }: Component) =>
    properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true');
  const dropped = new Set(sbom.components.filter(isDevelopment).map((component) => component['bom-ref']));
  const components = sbom.components.filter((component) => !dropped.has(component['bom-ref']));
  const dependencies = sbom.dependencies
    .filter(({ ref }) => !dropped.has(ref))
    .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => !dropped.has(ref)) }));
  return { ...sbom, components, dependencies };
}

/** Licences under which a package may be used here, as SPDX names them. */
const allowed = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT']);

/** The licences of a package as one SPDX expression; undefined where it states none. */
export function licenceOf({ licenses = [] }: Component): string | undefined {
  const stated = licenses.flatMap(({ license, expression }) => expression ?? license?.id ?? license?.name ?? []);
  return stated.length === 0 ? undefined : stated.join(' AND ').replaceAll(/ (or|and) /g, (word) => word.toUpperCase());
}

/** Whether an expression leaves us a choice that is allowed: one of those with OR, all of those with AND. */
export function isAllowed(expression: string | undefined): boolean {
  if (expression === undefined || /[()]/.test(expression.replace(/^\((.*)\)$/, '$1'))) return false;
  const choices = expression.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((licence) => allowed.has(licence)));
}

/** The packages whose licence is not allowed, each with what it states. */
export function refusedIn(components: readonly Component[]): string[] {
  return components
    .filter((component) => !isAllowed(licenceOf(component)))
    .map((component) => `${component.name}@${component.version}: ${licenceOf(component) ?? 'no licence stated'}`);
}

/** The list as Markdown, one line a package, in the order of names. */
export function toLicenceList(components: readonly Component[]): string {
  const lines = components
    .map((component) => `| ${component.name} | ${component.version} | ${licenceOf(component) ?? ''} |`)
    .toSorted();
  return ['# Licences', '', '| Package | Version | Licence |', '|---|---|---|', ...lines, ''].join('\n');
}
