import { surface } from './surface';

export const common = surface({
  fr: {
    product: 'Coach Cloud π Native',
    notCertification: 'Auto-évaluation : seul le ministère certifie.',
    featureFailed: 'Coach Cloud π Native : « {feature} » n’a pas pu démarrer ({reason}). Le reste fonctionne ; le détail est dans le journal de sortie.',
  },
  en: {
    product: 'Coach Cloud π Native',
    notCertification: 'Self-assessment: only the ministry certifies.',
    featureFailed: 'Coach Cloud π Native: “{feature}” could not start ({reason}). The rest works; details are in the output log.',
  },
});
