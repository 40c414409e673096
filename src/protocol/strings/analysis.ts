import { surface } from './surface';

export const analysis = surface({
  fr: {
    requirement: 'Exigence',
    openRule: 'Fiche de la règle',
    explain: 'Expliquer avec le copilote',
    fieldRequired: 'obligatoire',
    fieldAdmitted: 'Valeurs admises :',
    renderCount: 'Constats dans ce qui est rendu : {count}',
    renderFailed: 'Ne se rend pas : voir les problèmes',
    renderShow: 'Voir le rendu',
    renderShowFor: 'Voir le rendu ({environment})',
    renderPick: 'Quel rendu montrer ?',
    renderNone: 'Aucun chart Helm et aucune kustomization n’ont été trouvés dans cet espace de travail.',
  },
  en: {
    requirement: 'Requirement',
    openRule: 'Rule page',
    explain: 'Explain with the copilot',
    fieldRequired: 'required',
    fieldAdmitted: 'Admitted values:',
    renderCount: 'Findings in what is rendered: {count}',
    renderFailed: 'Does not render: see the problems',
    renderShow: 'Show what is rendered',
    renderShowFor: 'Show what is rendered ({environment})',
    renderPick: 'Which one should be shown?',
    renderNone: 'No Helm chart and no kustomization were found in this workspace.',
  },
});
