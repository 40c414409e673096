import type { AnalysisResult, Finding, LocatedResource } from '../../../src/core/analysis/finding';
import type { Lab } from '../../../src/core/curriculum/lab';
import type { Evidence } from '../../../src/core/labs/evidence';

const deployment = { kind: 'Deployment', name: 'web', container: 'web' };
const common = { objective: 'practitioner.deploiement.deployer', expected: 'Ce qui est attendu.', hints: ['Léger.', 'Plus net.', 'Explicite.'] };

/** A lab of four checks, written out of dependency order on purpose. */
export const lab: Lab = {
  id: 'essai',
  title: 'Essai',
  module: 'practitioner',
  competences: ['practitioner.deploiement'],
  duration: 5,
  introduction: '',
  checks: [
    { id: 'image', title: 'Image épinglée', requires: ['present'], test: { type: 'rule', rule: 'kubernetes/image-tag-pinned', target: deployment }, ...common },
    { id: 'present', title: 'Deployment présent', requires: [], test: { type: 'readable', target: deployment }, ...common },
    { id: 'docker', title: 'Dockerfile présent', requires: [], test: { type: 'readable', target: { file: 'Dockerfile' } }, ...common },
    { id: 'base', title: 'Base épinglée', requires: ['docker'], test: { type: 'rule', rule: 'dockerfile/from-pinned', target: { file: 'Dockerfile' } }, ...common },
  ],
};

export const manifest = 'kind: Deployment\nmetadata:\n  name: web\nspec:\n  image: web:latest\n';

export function at(file: string, line: number, text = ''): Finding['location'] {
  return { file, range: { start: { line, character: 0 }, end: { line, character: text.length } } };
}

export function object(name = 'web', containers: readonly string[] = ['web'], file = 'web.yaml'): LocatedResource {
  return { resource: { index: 0, apiVersion: 'apps/v1', kind: 'Deployment', name }, location: at(file, 0), containers: containers.map(container => ({ name: container, image: 'web:1' })) };
}

export function finding(rule: string, location: Finding['location'], extra: Partial<Finding> = {}): Finding {
  return { rule, key: 'missing', severity: 'warning', category: 'conformity', message: `${rule} ne tient pas.`, location, requirements: [], ...extra };
}

/** A folder where everything holds, changed by `changes`. */
export function evidence(changes: Partial<AnalysisResult> & { readonly files?: Evidence['files'] } = {}): Evidence {
  const { files, ...analysis } = changes;
  return {
    files: files ?? [{ file: 'web.yaml', text: manifest }, { file: 'Dockerfile', text: 'FROM node:22.14.0\n' }],
    analysis: { findings: [], unreadable: [], resources: [object()], ...analysis },
  };
}
