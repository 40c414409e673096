import assert from 'node:assert/strict';
import { isSettled } from '../../../src/core/platform/settled';
import { but, guichet } from '../../support/guichet';
import { Simulation } from '../../support/platform';

describe('a platform at rest', () => {
  it('has seen the pods that waited for their image become ready', () => {
    const run = new Simulation().deploy(but('Dockerfile', 'COPY src ./src', 'COPY absent ./src')).wait(15 * 60_000);
    assert.ok(isSettled(run.state), 'the image will not come by itself');
    run.push(guichet);
    while (!isSettled(run.state)) run.wait(500);
    assert.deepEqual(run.pods.map(({ status }) => status.conditions?.find(({ type }) => type === 'Ready')?.status), ['True', 'True']);
  });
});
