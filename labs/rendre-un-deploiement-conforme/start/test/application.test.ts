import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { creerApplication } from '../src/application.js';
import { lireConfiguration } from '../src/configuration.js';

const serveur = creerApplication();
let adresse = '';

before(async () => {
  await new Promise<void>(pret => serveur.listen(0, pret));
  adresse = `http://localhost:${(serveur.address() as AddressInfo).port}`;
});
after(() => serveur.close());

test('répond à la sonde de santé', async () => {
  const reponse = await fetch(`${adresse}/health`);
  assert.equal(reponse.status, 200);
});

test('rend une échéance, ou dit ce qui ne va pas', async () => {
  const bonne = await fetch(`${adresse}/echeance?demarche=duplicata-titre&depot=2026-03-02`);
  assert.equal(((await bonne.json()) as { limite: string }).limite, '2026-04-01');
  const mauvaise = await fetch(`${adresse}/echeance?demarche=duplicata-titre`);
  assert.equal(mauvaise.status, 400);
});

test('refuse un port réservé à root', () => {
  assert.throws(() => lireConfiguration({ GUICHET_PORT: '80' }), /supérieur à 1024/);
});
