import { analysis } from './strings/analysis';
import { audit } from './strings/audit';
import { cli } from './strings/cli';
import { cluster } from './strings/cluster';
import { common } from './strings/common';
import { copilot } from './strings/copilot';
import { exam } from './strings/exam';
import { forge } from './strings/forge';
import { labs } from './strings/labs';
import { platform } from './strings/platform';
import { platformView } from './strings/platform-view';
import { progress } from './strings/progress';
import { quiz } from './strings/quiz';
import { readiness } from './strings/readiness';
import { reader } from './strings/reader';
import { suggest } from './strings/suggest';
import { timeline } from './strings/timeline';

export type Language = 'fr' | 'en';

const all = { analysis, audit, cli, cluster, common, copilot, exam, forge, labs, platform, platformView, progress, quiz, reader, readiness, suggest, timeline };

/** All interface strings of one language, by surface. */
export type Strings = { readonly [S in keyof typeof all]: (typeof all)[S]['fr'] };

/** The table of `language`. French is the language of the product, English the second. */
export function strings(language: Language): Strings {
  return Object.fromEntries(Object.entries(all).map(([name, tables]) => [name, tables[language]])) as unknown as Strings;
}

/** Reads `coachCpin.language`; `auto` follows the editor's language: French for French, English for everything else. */
export function chooseLanguage(setting: string, editorLanguage: string): Language {
  if (setting === 'en') return 'en';
  if (setting === 'auto') return editorLanguage.toLowerCase().startsWith('fr') ? 'fr' : 'en';
  return 'fr';
}
