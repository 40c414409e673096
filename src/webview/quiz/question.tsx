import { useState } from 'preact/hooks';
import { format } from '../../protocol/format';
import type { QuizView } from '../../protocol/quiz';
import { Button } from '../shared/button';
import { Icon } from '../shared/icon';
import type { Post, Words } from './types';
import { Choices } from './choices';
import type { Draft } from './draft';
import { Heading } from './heading';
import { Stem } from './stem';

export interface QuestionProps {
  readonly view: Extract<QuizView, { page: 'question' }>;
  readonly words: Words;
  readonly post: Post;
  readonly keep: (draft: Draft) => void;
  readonly focus: boolean;
}

const levels = ['guess', 'unsure', 'sure'] as const;

/** A question and its form: arrows, space and Enter do what forms do. */
export function QuestionPage({ view, words, post, keep, focus }: QuestionProps) {
  const { session, item, number, total, question } = view;
  const [response, setResponse] = useState(view.selected);
  const [level, setLevel] = useState(view.confidence);
  const [missing, setMissing] = useState(false);
  const change = (draft: Partial<Pick<Draft, 'response' | 'level'>>) => {
    const next = { session, item, response, level, ...draft };
    setResponse(next.response);
    setLevel(next.level);
    setMissing(false);
    keep(next);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    // An order left as it is shown is an answer too.
    const given = question.kind === 'order' && response.length === 0 ? question.options.map((_, place) => place) : response;
    const complete = given.length > 0 && !given.includes(-1);
    setMissing(!complete);
    if (complete) post({ type: 'answer', session, item, response: [...given] });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Heading text={format(words.progress, { number, total })} focus={focus} />
      <progress value={number - 1} max={total} aria-hidden="true" />
      <Stem question={question} words={words} onLink={href => post({ type: 'open', href })} exhibit={question.kind !== 'faulty-line'} />
      <Choices question={question} words={words} response={response} onChange={next => change({ response: next })} />
      <fieldset class="confidence">
        <legend>{words.confidence}</legend>
        {levels.map(value => (
          <label key={value}>
            <input type="radio" name="confidence" value={value} checked={level === value} onChange={() => change({ level: value })} /> {words[value]}
          </label>
        ))}
      </fieldset>
      <div role="alert">{missing && <p class="notice error"><Icon name="warning" /><span>{words.needsAnswer}</span></p>}</div>
      <div class="actions">
        <button type="submit" class="button">{words.submit}</button>
        <Button kind="quiet" label={words.stop} onClick={() => post({ type: 'finish', session })} />
      </div>
    </form>
  );
}
