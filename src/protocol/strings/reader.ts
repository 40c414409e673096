import { surface } from './surface';

export const reader = surface({
  fr: {
  },
  en: {
  },
});
