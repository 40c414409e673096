import type { QuestionView } from '../../protocol/quiz';
import { Markdown } from '../shared/markdown';
import type { Words } from './types';
import { Exhibit } from './exhibit';

/** What a question asks, and what it is about. */
export function Stem({ question, words, onLink, exhibit = true }: { question: QuestionView; words: Words; onLink: (href: string) => void; exhibit?: boolean }) {
  return (
    <>
      <div id="stem"><Markdown html={question.stem} class="stem" onLink={onLink} /></div>
      {question.exhibit && exhibit && <Exhibit exhibit={question.exhibit} label={words.exhibit} />}
    </>
  );
}
