import { createServer, type Server, type ServerResponse } from 'node:http';
import { delais, echeance } from './echeance.js';
import { journal } from './journal.js';

/** Le serveur HTTP, prêt à écouter. Il ne garde aucun état d’une requête à l’autre, hors le compteur exposé par `/metrics`. */
export function creerApplication(): Server {
  let requetes = 0;
  return createServer((requete, reponse) => {
    requetes += 1;
    const url = new URL(requete.url ?? '/', 'http://guichet');
    if (requete.method !== 'GET') return envoyer(reponse, 405, { erreur: 'seule la lecture est permise' });
    switch (url.pathname) {
      case '/health':
        return envoyer(reponse, 200, { etat: 'ok' });
      case '/metrics':
        return void reponse.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(`# TYPE guichet_requetes_total counter\nguichet_requetes_total ${requetes}\n`);
      case '/demarches':
        return envoyer(reponse, 200, delais);
      case '/echeance': {
        const resultat = echeance(url.searchParams.get('demarche') ?? '', url.searchParams.get('depot') ?? '');
        journal('info', 'échéance demandée', { demarche: url.searchParams.get('demarche') });
        return envoyer(reponse, 'erreur' in resultat ? 400 : 200, resultat);
      }
      default:
        return envoyer(reponse, 404, { erreur: 'route inconnue' });
    }
  });
}

function envoyer(reponse: ServerResponse, statut: number, corps: unknown): void {
  reponse.writeHead(statut, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(corps));
}
