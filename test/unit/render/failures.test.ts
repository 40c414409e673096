import assert from 'node:assert/strict';
import type { RenderRequest } from '../../../src/core/analysis/render/port';
import type { RenderThread } from '../../../src/node/render/render-thread';
import { auditOf } from '../../support/charts';
import { corpusFile, corpus } from '../../oracles/golden';
import { realEngines } from '../../support/render';

const head = 'apiVersion: v2\nname: essai\nversion: 0.1.0\n';
const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';

describe('a chart that does not render', function () {
  let engines: RenderThread;
  before(() => (engines = realEngines()));
  after(() => engines.dispose());

  const said = async (files: Readonly<Record<string, string>>) => {
    const { unreadable, findings } = await auditOf(engines, { 'c/Chart.yaml': head, ...files });
    assert.deepEqual(findings, []);
    return unreadable.map(({ file, reason, range }) => `${file}:${(range?.start.line ?? -1) + 1}:${(range?.start.character ?? -1) + 1} ${reason}`);
  };
  const one = async (files: Readonly<Record<string, string>>) => {
    const [first, ...others] = await said(files);
    assert.deepEqual(others, []);
    return first ?? '';
  };

  it('says what the template lacks, where it asks for it', async () => {
    assert.match(await one({ 'c/templates/a.yaml': `${map}data:\n  a: {{ required "donnez un nom" .Values.nom }}\n` }), /^c\/templates\/a\.yaml:5:9 Helm ne peut pas rendre ce modèle : « donnez un nom »/);
    assert.match(await one({ 'c/templates/a.yaml': `${map}data: { a: {{ .Values.a.b.c }} }\n` }), /^c\/templates\/a\.yaml:4:\d+ .*nil pointer/);
    assert.match(await one({ 'c/templates/a.yaml': '{{ include "x" . }}', 'c/templates/_x.tpl': '\n{{ define "x" }}\n{{ .Values.a.b.c }}{{ end }}' }), /^c\/templates\/_x\.tpl:3:\d+ .*nil pointer/);
  });

  it('says where the syntax is broken, where an inclusion goes in circles, and where what comes is no YAML', async () => {
    assert.match(await one({ 'c/templates/a.yaml': `${map}data: { a: {{ .Values.a }\n` }), /^c\/templates\/a\.yaml:4:\d+ .*unexpected/);
    assert.match(await one({ 'c/templates/a.yaml': `${map}data: { a: {{ include "x" . }} }\n`, 'c/templates/_x.tpl': '{{ define "x" }}{{ include "y" . }}{{ end }}\n{{ define "y" }}\n{{ template "x" . }}{{ end }}' }), /^c\/templates\/_x\.tpl:3:\d+ Le modèle nommé « x » s’inclut lui-même/);
    assert.match(await one({ 'c/templates/a.yaml': `{{ if true }}\n${map}data:\n  a: un\n b: deux\n{{ end }}` }), /^c\/templates\/a\.yaml:6:\d+ Ce modèle produit un texte qui n’est pas du YAML/);
  });

  it('says which value a schema refuses, in the file that gives it', async () => {
    const files = { 'c/templates/a.yaml': map, 'c/values.schema.json': '{"properties":{"taille":{"type":"integer"},"nom":{"type":"string"}}}', 'c/values.yaml': 'nom: a\ntaille: 1\n', 'c/values-prod.yaml': 'image: x\ntaille: grande\n' };
    assert.match(await one(files), /^c\/values-prod\.yaml:2:9 La valeur de « taille » ne respecte pas le schéma .*got string, want integer/);
  });

  it('says which dependency is missing and which leads out of the repository, and audits the rest', async () => {
    const dependencies = 'dependencies:\n  - name: postgresql\n    repository: https://exemple.test\n    version: 1.x.x\n  - name: loin\n    repository: file://../../loin\n    version: 0.1.0\n';
    const { unreadable, resources } = await auditOf(engines, { 'c/Chart.yaml': head + dependencies, 'c/templates/a.yaml': map });
    assert.deepEqual(unreadable.map(({ range, reason }) => `${(range?.start.line ?? 0) + 1} ${reason.slice(0, 40)}`), ['5 Le chart dépend de « postgresql », qui n', '8 « file://../../loin » mène hors du dépôt']);
    assert.deepEqual(resources.map(({ resource }) => resource.name), ['a']);
  });

  it('says what is wrong with values, metadata or the version of the cluster', async () => {
    assert.match(await one({ 'c/templates/a.yaml': map, 'c/values.yaml': 'a: [1\nb: 2\n' }), /^c\/values\.yaml:\d+:\d+ Ce fichier YAML ne se lit pas entièrement/);
    assert.match(await one({ 'c/Chart.yaml': 'apiVersion: v2\nname: essai\n', 'c/templates/a.yaml': map }), /^c\/Chart\.yaml:1:1 Helm ne peut pas rendre ce chart : « .*version is required/);
    assert.match(await one({ 'c/Chart.yaml': `${head}kubeVersion: "<1.20.0"\n`, 'c/templates/a.yaml': map }), /^c\/Chart\.yaml:4:14 Le chart refuse la version de Kubernetes/);
  });

  it('reads ten thousand documents, and no more text than anybody would', async () => {
    const many = await auditOf(engines, { 'c/Chart.yaml': head, 'c/templates/a.yaml': '{{ range until 10000 }}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: c{{ . }} }\n{{ end }}' });
    assert.deepEqual([many.unreadable.length, many.resources.length], [0, 10_000]);
    assert.match(await one({ 'c/templates/a.yaml': '{{ range until 6 }}\na{{ . }}: {{ repeat 3000000 "0" }}{{ end }}' }), /^c\/Chart\.yaml:1:1 Le rendu de ce chart est trop long/);
  });

  it('is not tried for other environments once it was stopped, and said to have been in none', async () => {
    const asked: RenderRequest[] = [];
    const slow = { render: (request: RenderRequest) => (asked.push(request), Promise.resolve({ error: 'more than 5000 ms', stopped: 'time' as const })) };
    const files = { 'c/Chart.yaml': head, 'c/values-dev.yaml': 'a: 1\n', 'c/values-prod.yaml': 'a: 2\n', 'd/Chart.yaml': head };
    const { unreadable } = await auditOf(slow, files);
    assert.equal(asked.length, 2, 'each chart once');
    assert.deepEqual(unreadable.map(({ file, reason }) => `${file} ${/\((\w+)\)/.exec(reason)?.[1] ?? ''}`), ['c/Chart.yaml dev', 'c/Chart.yaml prod', 'd/Chart.yaml ']);
  });

  it('crashes on no chart of the corpus, whatever else is in it', async () => {
    for (const chart of corpus('helm').filter(name => name.startsWith('erreur-') && name !== 'erreur-bibliotheque')) {
      const files = Object.fromEntries(['Chart.yaml', 'values.yaml', 'templates/a.yaml'].flatMap(name => {
        try {
          return [[`${chart}/${name}`, corpusFile('helm', chart, name)]];
        } catch {
          return [];
        }
      }));
      const { unreadable } = await auditOf(engines, files);
      assert.ok(chart === 'erreur-schema' || unreadable.every(({ file, reason }) => file in files && /\.$/.test(reason)), chart);
    }
  });
});
