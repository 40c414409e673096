import { surface } from './surface';

export const cli = surface({
  fr: {
  },
  en: {
  },
});
