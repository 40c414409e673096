import { surface } from './surface';

export const analysis = surface({
  fr: {
  },
  en: {
  },
});
