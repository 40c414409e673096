import assert from 'node:assert/strict';
import { shortestCycle } from '../../../src/core/analysis/code/cycles';
import type { Unread } from '../../../src/core/analysis/schema/check';
import { readable } from '../../../src/core/analysis/schema/readable';
import { analysisOf, findingsOf } from '../../support/analysis';

const many = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('');

describe('what is very long, or very deep', () => {
  it('reads a chain of jobs that extend each other to its end, and says once that GitLab refuses it', () => {
    const text = `.b0:\n  image: node\n${many(3000, index => `.b${index + 1}:\n  extends: .b${index}\n`)}job: { extends: .b3000, script: [a] }\n`;
    const found = findingsOf('gitlab-ci/valid', text, '.gitlab-ci.yml');
    assert.deepEqual(found.map(({ message, location }) => [/étend sur plus de 11 niveaux/.test(message), location.range.start.line]), [[true, 25]]);
  });

  it('counts the levels of a chain whichever way it is written', () => {
    const chain = (levels: number) => Array.from({ length: levels }, (_, index) => `.b${index + 1}: { extends: .b${index} }\n`);
    for (const lines of [chain(11), chain(11).reverse()]) assert.deepEqual(findingsOf('gitlab-ci/valid', `.b0: { script: [a] }\n${lines.join('')}job: { script: [a] }\n`), []);
    for (const lines of [chain(12), chain(12).reverse()]) assert.equal(findingsOf('gitlab-ci/valid', `.b0: { script: [a] }\n${lines.join('')}job: { script: [a] }\n`).length, 1);
  });

  it('follows a chain of jobs that wait for each other, and says when it is a ring', () => {
    const chain = many(12_000, index => `j${index}: { script: [a], needs: [j${index + 1}] }\n`);
    assert.deepEqual(findingsOf('gitlab-ci/needs-exist', `${chain}j12000: { script: [a] }\n`), []);
    const [only, ...others] = findingsOf('gitlab-ci/needs-exist', `${chain}j12000: { script: [a], needs: [j5] }\n`);
    assert.match(only?.message ?? '', /j5 → .* → … → .* → j12000 → j5/);
    assert.deepEqual(others, []);
  });

  it('follows jobs that refer to each other in a ring, with what they take from the catalogue, and says each reference that leads nowhere', () => {
    const text = `include: [{ project: $CATALOG_PATH, file: kaniko-ci.yml }]\n${many(2000, index => `j${index}: { before_script: [!reference [j${(index + 1) % 2000}, after_script], !reference [.absent${index}, script]], after_script: [b] }\n`)}pousse: { extends: .kaniko:build-push, before_script: [!reference [j0, after_script]] }\n`;
    const { findings } = analysisOf({ '.gitlab-ci-dso.yml': text });
    assert.equal(findings.filter(({ rule, message }) => rule === 'gitlab-ci/valid' && message.includes('ne mène à rien')).length, 2000);
    assert.deepEqual(findings.flatMap(({ rule, location }) => (rule === 'gitlab-ci/no-push-latest' ? [location.range.start.line] : [])), [2001]);
  });

  it('says of each of thousands of jobs which one and which stage was meant, and shows the first stages of many', () => {
    const text = `stages: [${many(3000, index => `etape-${index},`)}]\n${many(3000, index => `tache-numero-${index}: { script: [a], stage: eatpe-${index}, needs: [tache-nmuero-${(index + 1) % 3000}] }\n`)}`;
    const meant = (rule: string) => findingsOf(rule, text, '.gitlab-ci.yml').map(({ message }) => /Vouliez-vous « (.*) »/.exec(message)?.[1]);
    assert.deepEqual(meant('gitlab-ci/stage-defined'), Array.from({ length: 3000 }, (_, index) => `etape-${index}`));
    assert.deepEqual(meant('gitlab-ci/needs-exist').slice(0, 2), ['tache-numero-1', 'tache-numero-2']);
    assert.match(findingsOf('gitlab-ci/stage-defined', text, '.gitlab-ci.yml')[0]?.message ?? '', /\(etape-0, .*, etape-19…\)/);
  });

  it('finds the pods of thousands of Services that choose by a label they share and by one of their own', () => {
    const object = (kind: string, name: string, spec: string) => `---\napiVersion: ${kind === 'Service' ? 'v1' : 'apps/v1'}\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
    const text = many(1500, index => object('Deployment', `d${index}`, `{ selector: { matchLabels: { app: a, n: "${index}" } }, template: { metadata: { labels: { app: a, n: "${index}" } }, spec: { containers: [{ name: a, image: "a:1", ports: [{ name: http, containerPort: 8080 }] }] } } }`) + object('Service', `s${index}`, `{ selector: { app: a, n: "${index}" }, ports: [{ port: 80, targetPort: htpp }] }`));
    const found = findingsOf('kubernetes/service-targets-a-port', text);
    assert.deepEqual(found.map(({ message }) => /Deployment « d(\d+) »/.exec(message)?.[1]), Array.from({ length: 1500 }, (_, index) => String(index)));
  });

  it('finds the key that was meant among thousands', () => {
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n${many(3000, index => `  cle.numero.${index}: a\n`)}${many(500, index => `---\napiVersion: v1\nkind: Pod\nmetadata: { name: p${index} }\nspec: { containers: [{ name: a, image: "a:1", env: [{ name: A, valueFrom: { configMapKeyRef: { name: c, key: cle.nuemro.${index} } } }] }] }\n`)}`;
    assert.deepEqual(findingsOf('kubernetes/config-keys-exist', text).map(({ fix }) => fix?.title), Array.from({ length: 500 }, (_, index) => `Lire la clé « cle.numero.${index} »`));
  });

  it('follows the scripts of thousands of instructions, to the last files copied there before each', () => {
    const text = `FROM node:20.1.0\nWORKDIR /app\n${many(3000, index => `COPY s${index}.sh /app/start\nRUN ./start\nRUN npm-${index} ci\n`)}USER 1000\n`;
    const { findings } = analysisOf({ Dockerfile: text, 's0.sh': '#!/bin/sh\nsudo a\n', 's2999.sh': '#!/bin/sh\nsudo a\n' });
    assert.deepEqual(findings.flatMap(({ rule, message, location }) => (rule === 'dockerfile/no-sudo' ? [[location.range.start.line, /s\d+\.sh/.exec(message)?.[0]]] : [])), [...Array.from({ length: 200 }, (_, index) => [3 + 3 * index, 's0.sh']), [3 + 3 * 2999, 's2999.sh']]);
  });

  it('follows a chain of stages longer than calls can nest, to the folder that the first one works in', () => {
    const text = `FROM node:20.1.0 AS s0\nWORKDIR /app\n${many(20_000, index => `FROM s${index} AS s${index + 1}\n`)}COPY run.sh .\nRUN ./run.sh\nUSER 1000\n`;
    const { findings } = analysisOf({ Dockerfile: text, 'run.sh': '#!/bin/sh\nsudo a\n' });
    assert.deepEqual(findings.flatMap(({ rule, location }) => (rule === 'dockerfile/no-sudo' ? [location.range.start.line] : [])), [20_003]);
  });

  it('takes thousands of fields that the server does not read out of a value at once, and leaves elements of lists where they are', () => {
    const value = { data: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, String(index)])), list: ['a', { b: 1, c: 2 }, { d: 1 }], left: { e: null } };
    const unread = [...Array.from({ length: 19_999 }, (_, index) => ['data', `k${index}`]), ['list', 0], ['list', 1, 'b'], ['list', 2], ['list', 2, 'd'], ['left', 'absent', 'f'], []].map((path): Unread => ({ path, absent: false, kept: false }));
    assert.deepEqual(readable(value, unread), { data: { k19999: '19999' }, list: ['', { c: 2 }, {}], left: { e: null } });
    assert.equal(readable(value, unread.map(one => ({ ...one, kept: true }))), value);
  });

  it('finds the shortest circle among thousands of modules, each asked once what it imports', () => {
    let asked = 0;
    class Counted extends Map<string, string[]> {
      override get(key: string): string[] | undefined {
        asked++;
        return super.get(key);
      }
    }
    const names = Array.from({ length: 2000 }, (_, index) => `f${index}`);
    for (const [more, length] of [[[], 2001], [['f1000'], 1003]] as const) {
      asked = 0;
      const graph = new Counted(names.map((name, index) => [name, [names[(index + 1) % 2000] ?? '', ...(index === 1 ? more : [])]] as const));
      const cycle = shortestCycle(graph, names);
      assert.deepEqual([cycle.length, cycle[0], cycle.at(-1), asked], [length, 'f0', 'f0', 2000]);
    }
  });

  it('finds each of thousands of keys where it is', () => {
    const text = `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers: [{ name: a, image: "nginx:1.2.3" }]\n${many(5000, index => `  inconnu${index}: 1\n`)}`;
    const found = findingsOf('kubernetes/schema', text);
    assert.deepEqual(found.map(({ location: { range } }) => range.start.line), Array.from({ length: 5000 }, (_, index) => index + 5));
  });

  it('takes the last of two keys in a long map as in a short one, and passes over a merge key', () => {
    const map = (count: number) => `apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec:\n${many(count, index => `  x${index}: 1\n`)}  type: ClusterIP\n  <<: {}\n  type: NodePort\n`;
    for (const count of [1, 30]) assert.deepEqual(findingsOf('kubernetes/no-nodeport', map(count)).map(({ location: { range } }) => range.start.line), [count + 6]);
  });

  it('says of expressions too deep to be walked through that they were not read, and reads the other files', () => {
    // On lines of their own: what stands on one endless line was made by a tool, and is passed over.
    for (const deep of [`${'(\n'.repeat(20_000)}1${')\n'.repeat(20_000)}`, `${'[\n'.repeat(20_000)}${']\n'.repeat(20_000)}`, many(20_000, index => `"a${index}" +\n`) + '1']) {
      const { unreadable, findings } = analysisOf({ 'src/deep.ts': `export const a = ${deep};\n`, 'src/other.ts': 'var a = 1;\nexport { a };\n' });
      assert.deepEqual(unreadable.map(({ file, reason }) => [file, /imbrique trop/.test(reason)]), [['src/deep.ts', true]]);
      assert.deepEqual(findings.map(({ rule, location }) => [rule, location.file]), [['typescript/const-by-default', 'src/other.ts']]);
    }
  });
});
