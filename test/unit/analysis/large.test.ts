import assert from 'node:assert/strict';
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
