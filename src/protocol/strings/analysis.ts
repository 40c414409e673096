import { surface } from './surface';

export const analysis = surface({
  fr: {
    requirement: 'Exigence',
    openRule: 'Fiche de la règle',
    explain: 'Expliquer avec le copilote',
    fieldRequired: 'obligatoire',
    fieldAdmitted: 'Valeurs admises :',
  },
  en: {
    requirement: 'Requirement',
    openRule: 'Rule page',
    explain: 'Explain with the copilot',
    fieldRequired: 'required',
    fieldAdmitted: 'Admitted values:',
  },
});
