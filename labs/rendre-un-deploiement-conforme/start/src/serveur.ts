import { creerApplication } from './application.js';
import { lireConfiguration } from './configuration.js';
import { journal } from './journal.js';

const configuration = lireConfiguration(process.env);
const serveur = creerApplication().listen(configuration.port, () => journal('info', 'prêt', { ...configuration }));

// Kubernetes prévient par SIGTERM avant d’arrêter le pod : on finit les requêtes en cours, puis on sort.
process.on('SIGTERM', () => {
  journal('info', 'arrêt demandé');
  serveur.close(() => process.exit(0));
});
