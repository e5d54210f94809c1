import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { root } from '../training/folders.js';
import { svg } from './charts.js';
import { playTraffic } from './dashboard-traffic.js';

/**
 * Draws the dashboard's picture for the documentation: the panels' own queries, asked of a Prometheus that watched the
 * service for a while with made traffic. Needs `prometheus` on the path and `npm run build`; everything is on loopback.
 */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '20' } } });
const minutes = Number(values.minutes);
const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));

const formats: Readonly<Record<string, string>> = { percentunit: '.0%', s: '.3~f' };

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat?: string }[];
}

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [seconds: number, value: string])[];
}

const hub = createServer(
  (_req, res) =>
    void setTimeout(20 + Math.random() * 200).then(() => res.writeHead(Math.random() < 0.02 ? 503 : 200).end()),
);
await new Promise<void>((listening) => hub.listen(0, '127.0.0.1', listening));
const hubPort = (hub.address() as { port: number }).port;

const policy = readFileSync(`${root}policies/default.yaml`, 'utf8');
writeFileSync(`${folder}/policy.yaml`, policy);
writeFileSync(
  `${folder}/shadow.yaml`,
  policy.replace('asksForHuman: 0.80', 'asksForHuman: 0.60').replace('upset: 0.70', 'upset: 0.60'),
);

const servicePort = 18_471;
const prometheusPort = 18_472;
const service = spawn(process.execPath, [`${root}dist/main.js`], {
  env: {
    PATH: process.env.PATH,
    PORT: String(servicePort),
    STORE_PATH: `${folder}/data`,
    LOG_LEVEL: 'fatal',
    RECEIPTS_FILE: `${folder}/receipts.jsonl`,
    POLICY_FILE: `${folder}/policy.yaml`,
    POLICY_SHADOW_FILE: `${folder}/shadow.yaml`,
    DELIVERY: 'emit',
    HUB: 'webhook',
    HUB_URL: `http://127.0.0.1:${hubPort}/`,
    HUB_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
    HUB_ALLOW_HTTP_HOSTS: '127.0.0.1',
    HUB_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
  },
  stdio: 'inherit',
});
writeFileSync(
  `${folder}/prometheus.yml`,
  `global: { scrape_interval: 5s }\nscrape_configs: [{ job_name: escalation, static_configs: [{ targets: ["127.0.0.1:${servicePort}"] }] }]\n`,
);
const prometheus = spawn(
  'prometheus',
  [
    `--config.file=${folder}/prometheus.yml`,
    `--storage.tsdb.path=${folder}/tsdb`,
    `--web.listen-address=127.0.0.1:${prometheusPort}`,
    '--log.level=error',
  ],
  { stdio: 'inherit' },
);

process.once('exit', () => {
  service.kill();
  prometheus.kill();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const end = new AbortController();
const from = Date.now() / 1000;
const traffic = playTraffic(`http://127.0.0.1:${servicePort}`, 6, end.signal);
await setTimeout(minutes * 30_000);
writeFileSync(`${folder}/policy.yaml`, policy.replace('asksForHuman: 0.80', 'asksForHuman: 0.75'));
await setTimeout(minutes * 30_000);
end.abort();
await traffic;

const dashboard = JSON.parse(readFileSync(`${root}deploy/grafana/dashboards/escalation.json`, 'utf8')) as {
  panels: Panel[];
};
const drawn: object[] = [];
for (const panel of dashboard.panels.filter(({ type }) => type === 'timeseries' || type === 'heatmap')) {
  const rows = (await Promise.all((panel.targets ?? []).map((target) => read(target)))).flat();
  if (rows.length > 0) drawn.push(chartOf(panel, rows));
}
const columns = 3;
/** Each panel has colours and a legend of its own. */
const resolve = { scale: { color: 'independent' } };
const lines = Array.from({ length: Math.ceil(drawn.length / columns) }, (_, i) => ({
  hconcat: drawn.slice(i * columns, i * columns + columns),
  spacing: 30,
  resolve,
}));
writeFileSync(
  `${root}docs/dashboard.svg`,
  await svg({ vconcat: lines, spacing: 24, resolve, width: undefined, height: undefined } as never),
);
process.exit(0);

interface Row {
  readonly time: number;
  readonly value: number;
  readonly series: string;
}

async function read({ expr, legendFormat = '' }: { expr: string; legendFormat?: string }): Promise<Row[]> {
  const query = expr.replaceAll('$job', 'escalation').replaceAll('$__rate_interval', '1m');
  const range = new URLSearchParams({ query, start: String(from + 60), end: String(Date.now() / 1000), step: '20' });
  const answer = await fetch(`http://127.0.0.1:${prometheusPort}/api/v1/query_range?${range}`);
  const { data } = (await answer.json()) as { data: { result: Series[] } };
  return data.result.flatMap(({ metric, values }) =>
    values.flatMap(([seconds, value]) => {
      const series = legendFormat.replaceAll(/\{\{(\w+)\}\}/g, (_all, label: string) => metric[label] ?? '').trim();
      return Number.isFinite(Number(value))
        ? [{ time: seconds * 1000, value: Number(value), series: series || 'all' }]
        : [];
    }),
  );
}

function chartOf({ type, title, description, fieldConfig }: Panel, rows: readonly Row[]) {
  const x = { field: 'time', type: 'temporal', title: null, axis: { format: '%H:%M', tickCount: 4 } };
  const head = {
    text: title,
    subtitle: linesOf(description ?? ''),
    fontSize: 12,
    subtitleFontSize: 9,
    anchor: 'start',
  };
  const size = { width: 300, height: 120, title: head };
  if (type === 'heatmap') {
    const bands = bandsOf(rows);
    return {
      ...size,
      data: { values: bands },
      mark: 'rect',
      encoding: {
        x: { ...x, timeUnit: 'hoursminutes' },
        y: { field: 'series', type: 'ordinal', sort: 'descending', title: 'score, at most' },
        color: {
          aggregate: 'sum',
          field: 'value',
          type: 'quantitative',
          title: 'turns',
          scale: { scheme: 'blues' },
          legend: { orient: 'bottom', gradientLength: 120 },
        },
      },
    };
  }
  return {
    ...size,
    data: { values: rows },
    mark: { type: 'line', clip: true },
    encoding: {
      x,
      y: {
        field: 'value',
        type: 'quantitative',
        title: null,
        axis: { format: formats[fieldConfig?.defaults.unit ?? ''] ?? '.3~s', tickCount: 4 },
      },
      color: {
        field: 'series',
        type: 'nominal',
        legend: { title: null, labelFontSize: 9, labelLimit: 140, orient: 'bottom', columns: 3 },
      },
    },
  };
}

/** Buckets of a histogram are cumulative; a heatmap shows each by itself. */
function bandsOf(rows: readonly Row[]): Row[] {
  return [...new Set(rows.map(({ time }) => time))].flatMap((at) => {
    const sorted = rows
      .filter(({ time }) => time === at)
      .filter(({ series }) => series !== '+Inf')
      .toSorted((a, b) => Number(a.series) - Number(b.series));
    return sorted.map((bucket, i) => ({ ...bucket, value: bucket.value - (sorted[i - 1]?.value ?? 0) }));
  });
}

/** A sentence in lines that fit over a panel. */
function linesOf(sentence: string): string[] {
  return sentence.match(/.{1,62}(?: |$)/g)?.map((line) => line.trim()) ?? [];
}
