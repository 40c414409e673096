import { surface } from './surface';

export const progress = surface({
  fr: {
  },
  en: {
  },
});
