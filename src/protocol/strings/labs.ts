import { surface } from './surface';

export const labs = surface({
  fr: {
  },
  en: {
  },
});
