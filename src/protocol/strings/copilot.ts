import { surface } from './surface';

export const copilot = surface({
  fr: {
  },
  en: {
  },
});
