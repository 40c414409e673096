import type { QuestionView } from '../../protocol/quiz';
import { Markdown } from '../shared/markdown';
import type { Post, Words } from './types';
import { Exhibit } from './exhibit';

/** What a question asks, and what it is about. */
export function Stem({ question, words, post, exhibit = true }: { question: QuestionView; words: Words; post: Post; exhibit?: boolean }) {
  return (
    <>
      <div id="stem"><Markdown html={question.stem} class="stem" onLink={href => post({ type: 'open', href })} /></div>
      {question.exhibit && exhibit && <Exhibit exhibit={question.exhibit} label={words.exhibit} />}
    </>
  );
}
