// Contrôle nocturne : demande au service une échéance connue et échoue si la réponse n’est pas celle attendue.
import { journal } from './journal.js';

const adresse = process.env['GUICHET_URL'] ?? 'http://localhost:8080';
const temoin = { demarche: 'duplicata-titre', depot: '2026-03-02', limite: '2026-04-01' };

try {
  const reponse = await fetch(`${adresse}/echeance?demarche=${temoin.demarche}&depot=${temoin.depot}`, { signal: AbortSignal.timeout(5_000) });
  const recu = (await reponse.json()) as { limite?: string };
  const conforme = recu.limite === temoin.limite;
  journal(conforme ? 'info' : 'erreur', 'contrôle nocturne', { attendu: temoin.limite, recu: recu.limite });
  process.exitCode = conforme ? 0 : 1;
} catch (erreur) {
  journal('erreur', 'contrôle nocturne : service injoignable', { adresse, cause: String(erreur) });
  process.exitCode = 1;
}
