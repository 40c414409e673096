import type { RuleCard } from '../../src/core/analysis/card';
import type { Catalog, ContentPort, ModuleContent } from '../../src/core/curriculum/catalog';

/** A small catalogue where everything refers to something else, for tests that need content but not ours. */
export const rule: RuleCard = {
  id: 'kubernetes/image-tag-pinned',
  title: 'Une image porte un tag précis',
  category: 'conformity',
  appliesTo: 'kubernetes',
  each: 'container',
  variants: [{ id: 'main', severity: 'error', message: 'L’image {image} n’a pas de tag.' }],
  why: 'La plateforme rejoue un **déploiement** à l’identique : « latest » change sous nos pieds.',
  consequence: 'Kyverno refuse le pod en production.',
  remedy: '1. Choisir un tag.\n2. Le [déclarer](coach:source:kyverno#tags).',
  requirements: ['EXI-ARCH-12'],
  kyverno: { name: 'disallow-latest-tag', dev: 'audit', prod: 'enforce' },
  examples: { language: 'yaml', passing: 'image: app:1.2.3\n', failing: 'image: app:latest\n' },
  sources: ['kyverno#tags'],
};

export const catalog: Catalog = {
  version: 'test',
  modules: [{
    id: 'practitioner',
    title: 'Praticien',
    summary: 'Premiers pas.',
    level: 'débutant',
    order: 1, prerequisites: [],
    competences: [{ id: 'practitioner.deploiement', title: 'Déployer', summary: 'Mettre en service.', objectives: [{ id: 'practitioner.deploiement.image', text: 'Épingler une image' }, { id: 'practitioner.deploiement.ressources', text: 'Borner ses ressources' }] }],
    validations: [
      { id: 'qcm', kind: 'quiz', title: 'QCM', advanced: false, available: true, competences: ['practitioner.deploiement'] },
      { id: 'jury', kind: 'evaluation', title: 'Oral', advanced: true, available: false, competences: ['practitioner.deploiement'] },
    ],
  }],
  labs: [],
  rules: [rule],
  requirements: [{ id: 'EXI-ARCH-12', officialId: 'EXI-ARCH-12', priority: 'P', theme: 'Conteneurs', text: 'Les images sont identifiées.', automation: 'yes', assess: { checks: [], write: 'Ce qui reste à montrer.', who: 'L’équipe.' }, source: 'cct#architecture' }],
  glossary: [
    { id: 'deploiement', term: 'déploiement', forms: ['déploiements', 'Deployment'], definition: 'Objet qui tient des *pods* en vie.', source: 'cct#architecture' },
    { id: 'ci', term: 'CI', forms: ['intégration continue'], definition: 'Construire et tester à chaque envoi.' },
  ],
  misconceptions: [],
  catalogue: {},
  sources: [
    { id: 'kyverno', title: 'Politiques Kyverno', publisher: 'DSO', url: 'https://github.com/cloud-pi-native/kyverno', readOn: '2026-11-23', sections: [{ id: 'tags', title: 'Tags', text: 'Le tag **latest** est refusé.', dated: 'Lu en novembre 2026.', url: 'https://github.com/cloud-pi-native/kyverno/tags#latest' }] },
    { id: 'cct', title: 'CCT', publisher: 'MI', readOn: '2026-11-23', sections: [{ id: 'architecture', title: 'Architecture', text: 'Des exigences.' }] },
  ],
};

export const moduleContent: ModuleContent = {
  module: 'practitioner',
  lessons: [
    { id: 'practitioner.deploiement.image', competence: 'practitioner.deploiement', title: 'Épingler une image', sources: ['kyverno#tags'], rules: [rule.id], requirements: ['EXI-ARCH-12'], question: 'practitioner.deploiement.q01', body: 'Un déploiement, deux déploiements.\n\n## Pourquoi\n\nVoir la [règle](coach:rule:kubernetes/image-tag-pinned).' },
    { id: 'practitioner.deploiement.ressources', competence: 'practitioner.deploiement', title: 'Borner ses ressources', sources: ['cct'], rules: [], requirements: [], body: 'Des bornes.' },
  ],
  questions: [],
};

export const content: ContentPort = { catalog: () => Promise.resolve(catalog), module: () => Promise.resolve(moduleContent) };
