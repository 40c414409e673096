import assert from 'node:assert/strict';
import { nearest, Spellings } from '../../../src/core/analysis/schema/nearest';

describe('the name that was meant', () => {
  it('has the same letters in another case, or is two letters away at most', () => {
    for (const [name, names, meant] of [
      ['Deploymnt', ['Deployment'], 'Deployment'], ['deployment', ['Deployment'], 'Deployment'], ['recieve', ['receive'], 'receive'], ['abcdefg', ['abdcfeg'], 'abdcfeg'],
      ['scrpts', ['script'], undefined], ['job', ['jab'], undefined], ['JOB', ['job'], 'job'], ['build', ['biuld'], 'biuld'], ['building', ['biulting'], 'biulting'], ['building', ['bxxxding'], undefined], ['', [''], ''],
    ] as const) assert.equal(nearest(name, names), meant, name);
  });

  it('is the nearest, and of several as near the first', () => {
    assert.equal(nearest('service', ['serv1c3', 'servise', 'servize']), 'servise');
    assert.equal(nearest('service', ['Service', 'SERVICE']), 'Service');
    assert.equal(nearest('service-1', ['service-3', 'service-2', 'other']), 'service-3');
  });

  it('is one of those that will do', () => {
    const names = new Spellings(['deploy-a', 'deploy-b', 'deploy-ab']);
    assert.equal(names.nearest('deploy-c', name => name !== 'deploy-a'), 'deploy-b');
    assert.equal(names.nearest('deploy-c', () => false), undefined);
    assert.equal(names.nearest('deploy-c'), 'deploy-a');
  });

  it('goes through names that begin alike together: of ten thousand, it looks at those that are near', () => {
    const names = new Spellings(Array.from({ length: 10_000 }, (_, index) => `deploy-service-${index}-production`));
    let asked = 0;
    const meant = names.nearest('deploy-servce-1234-production', () => ++asked > 0);
    assert.equal(meant, 'deploy-service-1234-production');
    assert.ok(asked < 50, `${asked} names were compared`);
  });

  it('looks for no name that is longer than any may be', () => {
    assert.equal(nearest('a'.repeat(4000), ['a'.repeat(4000)]), undefined);
    assert.equal(nearest('a'.repeat(254), ['a'.repeat(255), 'a'.repeat(100_000)]), 'a'.repeat(255));
  });
});
