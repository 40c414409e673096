import assert from 'node:assert/strict';
import { inOrder, orderProblems } from '../../../src/core/labs/order';
import { lab } from './support';

const [image, present, docker, base] = lab.checks;
assert.ok(image && present && docker && base);

describe('the order of checks', () => {
  it('puts each check after those it requires and otherwise keeps the author’s order', () => {
    assert.deepEqual(inOrder(lab).ordered.map(check => check.id), ['present', 'image', 'docker', 'base']);
    assert.deepEqual(orderProblems(lab), []);
  });

  it('reports an id written twice, a prerequisite that does not exist, and a circle', () => {
    const problems = orderProblems({ ...lab, checks: [image, { ...present, requires: ['image'] }, docker, { ...docker, requires: ['nulle-part'] }] });
    assert.equal(problems.length, 4);
    assert.match(problems[0] ?? '', /« docker » est écrite deux fois/);
    assert.match(problems[1] ?? '', /« nulle-part », qui n’existe pas/);
    assert.match(problems[2] ?? '', /« image » dépend d’elle-même/);
  });
});
