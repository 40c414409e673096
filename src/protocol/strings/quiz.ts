import { surface } from './surface';

export const quiz = surface({
  fr: {
  },
  en: {
  },
});
