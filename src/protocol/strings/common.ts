import { surface } from './surface';

export const common = surface({
  fr: {
    /** Code of the interface's language, for the `lang` of our pages. */
    locale: 'fr',
    copy: 'Copier',
    copied: 'Copié',
    code: 'Code',
    table: 'Tableau',
    refusedLink: 'Lien retiré : il ne mène ni à une page du coach ni à l’une de ses sources.',
    unresolved: 'Citation introuvable dans les contenus du coach.',
    moreAboutTerm: 'Voir la fiche',
    product: 'Coach Cloud π Native',
    notCertification: 'Auto-évaluation : seul le ministère certifie.',
    featureFailed: 'Coach Cloud π Native : « {feature} » n’a pas pu démarrer ({reason}). Le reste fonctionne ; le détail est dans le journal de sortie.',
  },
  en: {
    locale: 'en',
    copy: 'Copy',
    copied: 'Copied',
    code: 'Code',
    table: 'Table',
    refusedLink: 'Link removed: it leads neither to a page of the coach nor to one of its sources.',
    unresolved: 'This citation does not exist in the coach’s content.',
    moreAboutTerm: 'See its page',
    product: 'Coach Cloud π Native',
    notCertification: 'Self-assessment: only the ministry certifies.',
    featureFailed: 'Coach Cloud π Native: “{feature}” could not start ({reason}). The rest works; details are in the output log.',
  },
});
