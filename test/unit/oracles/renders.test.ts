import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isRendered, type Rendered, type RenderFailure } from '../../../src/core/analysis/render/port';
import type { RenderThread } from '../../../src/node/render/render-thread';
import { corpus, golden } from '../../oracles/golden';
import { realEngines } from '../../support/render';

interface Said {
  readonly output?: string;
  readonly error?: string;
}

interface Way {
  readonly values?: readonly string[];
  readonly release?: string;
  readonly namespace?: string;
  readonly kubeVersion?: string;
  readonly apiVersions?: readonly string[];
}

/** The files of a folder as an engine is handed them. */
function filesIn(folder: string): { files: Record<string, string>; archives: Record<string, string> } {
  const files: Record<string, string> = {};
  const archives: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).filter(one => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file).split(path.sep).join('/');
    if (name.endsWith('.tgz')) archives[name] = readFileSync(file, 'base64');
    else files[name] = readFileSync(file, 'utf8');
  }
  return { files, archives };
}

/** Where the words of a refusal differ, and why: what is refused never does. */
const differences: Readonly<Record<string, { readonly ours: string; readonly theirs: RegExp; readonly why: string }>> = {
  'erreur-cycle defaults': { ours: 'rendering template has a nested reference name: x', theirs: /rendering template has a nested reference name: \w/, why: 'ours is seen before it goes round a thousand times' },
  'erreur-dependance defaults': { ours: 'found in Chart.yaml, but missing in charts/ directory: absente', theirs: /missing in charts\/ directory: absente$/, why: 'the program adds what to run' },
  'erreurs/absent': { ours: "accumulating resources: accumulation err='accumulating resources from 'absent.yaml': '/erreurs/absent/absent.yaml' doesn't exist': must build at directory: not a valid directory: '/erreurs/absent/absent.yaml' doesn't exist", theirs: /absent\.yaml: no such file or directory$/, why: 'a disk has its own words' },
};

describe('what the engines render, beside the real tools', () => {
  let engines: RenderThread;
  before(() => (engines = realEngines()));
  after(() => engines.dispose());

  const helm = golden<Said>('helm');
  for (const chart of corpus('helm')) {
    const folder = path.join('test/oracles/corpus/helm', chart);
    const ways = existsSync(path.join(folder, 'cases.json')) ? (JSON.parse(readFileSync(path.join(folder, 'cases.json'), 'utf8')) as Record<string, Way>) : { defaults: {} };
    for (const [id, way] of Object.entries<Way>(ways)) {
      it(`helm ${helm.version} template ${chart} (${id})`, async () => {
        const said = helm.cases[`${chart} ${id}`];
        assert.ok(said, `${chart} (${id}) has no golden output: run npm run oracles -- helm`);
        const { values = [], release = 'essai', namespace = 'default', kubeVersion = '1.33.0', apiVersions = [] } = way;
        const given = filesIn(folder);
        const outcome = await engines.render({ engine: 'helm', ...given, values: values.map(file => given.files[file] ?? ''), release, namespace, kubeVersion, apiVersions, trace: true });
        const difference = differences[`${chart} ${id}`];
        if (difference) assert.match(said.error ?? '', difference.theirs, difference.why);
        assert.deepEqual(helmSays(outcome), difference ? { error: difference.ours } : said);
        assertTraced(outcome, given.files);
      });
    }
  }

  const kustomize = golden<Said>('kustomize');
  it(`kustomize ${kustomize.version}: every overlay of the corpus has a golden output`, () => {
    const heads = Object.keys(filesIn('test/oracles/corpus/kustomize').files).filter(name => /(^|\/)kustomization\.ya?ml$/.test(name)).map(name => path.posix.dirname(name));
    assert.deepEqual(heads.filter(head => !(head in kustomize.cases)), ['app/composants/limites'], 'run npm run oracles -- kustomize');
  });
  for (const [overlay, said] of Object.entries(kustomize.cases)) {
    it(`kustomize ${kustomize.version} build ${overlay}`, async () => {
      const outcome = await engines.render({ engine: 'kustomize', path: overlay, ...filesIn('test/oracles/corpus/kustomize'), trace: true });
      const difference = differences[overlay];
      if (difference) assert.match(said.error ?? '', difference.theirs, difference.why);
      assert.deepEqual(isRendered(outcome) ? { output: outcome.documents.map(({ text }) => text).join('---\n') } : { error: outcome.error.trim().replace(/0x[0-9a-f]+/g, '0x…') }, difference ? { error: difference.ours } : said);
    });
  }
});

/** As `helm template` prints. */
function helmSays(outcome: Rendered | RenderFailure): Said {
  if (!isRendered(outcome)) return { error: outcome.error.trim() };
  const output = outcome.documents.map(({ source, text }) => `---\n# Source: ${source}\n${text}\n`).join('');
  return { output };
}

/** What a trace says is written in a template is written there. */
function assertTraced(outcome: Rendered | RenderFailure, files: Readonly<Record<string, string>>): void {
  if (!isRendered(outcome)) return;
  for (const { text, spans = [] } of outcome.documents) {
    for (let at = 0; at + 2 < spans.length; at += 3) {
      const mark = outcome.marks[spans[at + 1] ?? -1];
      if (spans[at + 2] !== 1 || !mark || mark.file === '') continue;
      const rendered = text.slice(spans[at], spans[at + 3] ?? text.length).trimEnd();
      const written = (files[mark.file]?.split('\n')[mark.line] ?? '').slice(mark.character, mark.endCharacter);
      assert.ok(rendered.startsWith(written) || written.startsWith(rendered), `${mark.file}:${mark.line + 1} is « ${written} », and « ${rendered} » is said to come from there`);
    }
  }
}
