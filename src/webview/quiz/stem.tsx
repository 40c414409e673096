import type { QuestionView } from '../../protocol/quiz';
import { Markdown } from '../shared/markdown';
import type { Post, Words } from './app';
import { Exhibit } from './exhibit';

/** What a question asks, and what it is about. */
export function Stem({ question, words, post }: { question: QuestionView; words: Words; post: Post }) {
  return (
    <>
      <div id="stem"><Markdown html={question.stem} class="stem" onLink={href => post({ type: 'open', href })} /></div>
      {question.exhibit && <Exhibit exhibit={question.exhibit} label={words.exhibit} />}
    </>
  );
}
