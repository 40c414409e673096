import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { baselineText, parseBaseline } from '../../../src/core/compliance/baseline';
import { toHtml } from '../../../src/core/compliance/render/html';
import { toJson } from '../../../src/core/compliance/render/json';
import { toMarkdown } from '../../../src/core/compliance/render/markdown';
import { toSarif } from '../../../src/core/compliance/render/sarif';
import { catalog, deployment, reportOf } from '../../support/compliance';

const nasty = '<img src=x onerror=alert(1)>|`x`[a](javascript:b)';
const faulty = deployment.replace(/ +livenessProbe.*\n/, '').replace('name: api', `name: ${JSON.stringify(nasty)}`).replace('replicas: 2', 'replicas: 1 # cpin-ignore kubernetes/single-replica-in-prod: démonstration');
const files = { 'k8s/<b>&é "1".yaml': faulty, 'k8s/cassé.yaml': 'apiVersion: v1\nkind: [', Dockerfile: 'FROM node:latest\nEXPOSE 80\n', '.gitlab-ci-dso.yml': 'a:\n  stage: inconnu\n  script: [x]\n' };
const accepted = parseBaseline(baselineText(reportOf(files).findings.filter(({ rule }) => rule.startsWith('dockerfile/')), [], 'raison <i>', '2027-01-01'), 'b');
const baseline = 'entries' in accepted ? accepted.entries : [];
const later = reportOf(files, { baseline, name: 'guichet & <co>', date: '2027-01-15' });
const report = reportOf(files, { baseline: baseline.map(entry => ({ ...entry, until: '2027-12-31' })), name: 'guichet & <co>' });

describe('the formats of the report', () => {
  it('in JSON gives findings, unreadable files, requirements and the summary', () => {
    const json = JSON.parse(toJson(report)) as { findings: Record<string, unknown>[]; unreadable: unknown[]; summary: Record<string, unknown>; requirements: { id: string; officialId: string; status: string; findings: number[]; justify?: unknown }[]; accepted: { reason: string; until?: string }[] };
    const finding = json.findings.find(({ rule }) => rule === 'kubernetes/probes-required');
    assert.deepEqual(Object.keys(finding ?? {}).sort(), ['environment', 'file', 'fixable', 'message', 'range', 'requirements', 'resource', 'rule', 'severity']);
    assert.deepEqual(finding?.['resource'], { index: 0, apiVersion: 'apps/v1', kind: 'Deployment', name: 'guichet' });
    assert.equal(json.requirements.length, 55);
    assert.deepEqual(json.requirements.find(({ id }) => id === 'EXI-ARCH-12')?.findings.map(index => json.findings[index]), [finding]);
    assert.ok(json.requirements.every(({ status, justify }) => (status === 'conforme') === (justify === undefined)));
    assert.deepEqual(json.unreadable.map(one => Object.keys(one as object)), [['file', 'reason']]);
    assert.ok(json.accepted.some(({ until }) => until === '2027-12-31'));
  });

  it('in SARIF is what the standard’s own schema asks for, with what is accepted suppressed', () => {
    const schema = JSON.parse(readFileSync('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', 'utf8')) as Record<string, unknown>;
    // Draft 4 names its id differently; none of the words that changed since is employed.
    const { id, $schema, ...body } = schema as { id: string; $schema: string };
    assert.match($schema, /draft-04/);
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats(ajv);
    const valid = ajv.compile({ $id: id, ...body });
    const [example] = report.findings;
    assert.ok(example);
    const ofEveryRule = { ...report, findings: catalog.rules.map(({ id }) => ({ ...example, rule: id })) };
    for (const one of [report, later, reportOf({}), ofEveryRule]) {
      valid(JSON.parse(toSarif(one, catalog, '1')));
      assert.deepEqual(valid.errors ?? [], []);
    }
    const [run] = (JSON.parse(toSarif(report, catalog, '1')) as { runs: { tool: { driver: { rules: { id: string; help: { markdown: string } }[] } }; results: { ruleId: string; ruleIndex: number; suppressions?: { kind: string; justification: string }[]; locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[] }[] }[] }).runs;
    assert.ok(run);
    assert.ok(run.results.every(({ ruleId, ruleIndex }) => run.tool.driver.rules[ruleIndex]?.id === ruleId));
    assert.ok(run.tool.driver.rules.every(({ help }) => help.markdown.includes('**Correction.**')));
    assert.deepEqual([...new Set(run.results.flatMap(({ suppressions = [] }) => suppressions.map(({ kind }) => kind)))].sort(), ['external', 'inSource']);
    const probe = run.results.find(({ ruleId }) => ruleId === 'kubernetes/probes-required')?.locations[0]?.physicalLocation;
    assert.equal(probe?.artifactLocation.uri, 'k8s/%3Cb%3E%26%C3%A9%20%221%22.yaml');
    assert.equal(probe?.region.startLine, 14);
  });

  it('in Markdown is the same text each time, without a date unless given, and obeys nothing the repository says', () => {
    assert.equal(toMarkdown(report), toMarkdown(reportOf(files, { baseline: baseline.map(entry => ({ ...entry, until: '2027-12-31' })), name: 'guichet & <co>', today: '2027-03-01' })));
    assert.doesNotMatch(toMarkdown(report), /Établi le/);
    assert.match(toMarkdown(later), /Établi le 2027-01-15/);
    assert.match(toMarkdown(later), /## Acceptations à revoir[\s\S]*valait jusqu’au 2027-01-01/);
    const bare = toMarkdown(report).replace(/(`+)[\s\S]*?\1/g, '');
    assert.doesNotMatch(bare, /(^|[^\\])<(img|b|i|co)\b/);
    assert.doesNotMatch(bare, /(^|[^\\])\]\(javascript/);
    for (const line of toMarkdown(report).split('\n').filter(one => one.startsWith('| EXI'))) assert.equal(line.match(/(^|[^\\])\|/g)?.length, 5, line);
  });

  it('in HTML is one page without a script, where every text of the repository is escaped', () => {
    for (const html of [toHtml(report), toHtml(later)]) {
      assert.doesNotMatch(html, /<script|<img|<b>|<co>|<[^>]* (on\w+|src)=|href="(?!#)/);
      assert.match(html, /default-src 'none'; style-src 'unsafe-inline'|default-src &#39;none&#39;/);
      assert.match(html, /<html lang="fr">[\s\S]*<h1>Audit CCT Cloud π Native de guichet &amp; &lt;co&gt;<\/h1>/);
      assert.match(html, /&lt;img src=x onerror=alert\(1\)&gt;/);
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      assert.equal(new Set(ids).size, ids.length);
      for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(target), target);
    }
  });
});
