import assert from 'node:assert/strict';
import { test } from 'node:test';
import { echeance } from '../src/echeance.js';

test('compte les jours à partir du lendemain du dépôt', () => {
  assert.deepEqual(echeance('duplicata-titre', '2026-03-02'), { demarche: 'duplicata-titre', depot: '2026-03-02', limite: '2026-04-01' });
});

test('reporte au lundi une échéance qui tombe en fin de semaine', () => {
  assert.deepEqual(echeance('inscription-registre', '2026-03-06'), { demarche: 'inscription-registre', depot: '2026-03-06', limite: '2026-03-23' });
});

test('refuse une démarche inconnue et une date qui n’existe pas', () => {
  assert.deepEqual(echeance('voyage-lunaire', '2026-03-02'), { erreur: 'démarche inconnue : voyage-lunaire' });
  assert.ok('erreur' in echeance('duplicata-titre', '2026-02-30'));
});
