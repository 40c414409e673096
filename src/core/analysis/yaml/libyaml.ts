import { Composer, CST, Lexer, Parser, type Document, type DocumentOptions, type ParseOptions, type SchemaOptions } from 'yaml';

type Options = ParseOptions & DocumentOptions & SchemaOptions & {
  /** Objects of JSON may follow one another, each a document. */
  readonly jsonStream?: boolean;
};

/**
 * The documents of a text, with the place of everything in it, as libyaml and its children read them: the cluster's reader, and GitLab's. Inside brackets and
 * quotes they do not look at the indentation, which the specification wants deeper than the key's: a document that is at fault only for that is read again without it.
 */
export function parseLikeLibyaml(text: string, options: Options): readonly Document[] {
  const strict = documentsOf(new Lexer(), text, options);
  if (strict.every(({ errors }) => errors.length === 0)) return strict;
  const loose = documentsOf(looseLexer(), text, options);
  return loose.length === strict.length ? strict.map((document, index) => (loose[index]?.errors.length === 0 ? loose[index] : document)) : strict;
}

/** An empty text has no document. */
function documentsOf(lexer: Lexer, text: string, options: Options): readonly Document[] {
  return [...new Composer(options).compose(tokensOf(lexer, text, options.jsonStream === true && /^\s*\{/.test(text)))];
}

function* tokensOf(lexer: Lexer, text: string, jsonStream: boolean): ReturnType<Parser['parse']> {
  const parser = new Parser();
  let depth = 0;
  let begun = false;
  for (const lexeme of lexer.lex(text)) {
    if (jsonStream && lexeme === '{' && depth === 0) {
      if (begun) {
        yield* parser.end();
        yield* parser.next(CST.DOCUMENT);
      }
      begun = true;
    }
    if (lexeme === '{' || lexeme === '[') depth++;
    else if (lexeme === '}' || lexeme === ']') depth--;
    else if (lexeme === CST.DOCUMENT || lexeme === '---') begun = false;
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

/** The steps of the library's lexer that hold lines against an indentation of their own; it gives no option for that. */
type Steps = { indentNext: number } & Record<'parseFlowCollection' | 'parseQuotedScalar', () => Generator<string, unknown>>;

function looseLexer(): Lexer {
  const lexer = new Lexer();
  const steps = lexer as unknown as Steps;
  for (const step of ['parseFlowCollection', 'parseQuotedScalar'] as const) {
    const own = steps[step].bind(lexer);
    steps[step] = function* () {
      const kept = steps.indentNext;
      steps.indentNext = 0;
      const next = yield* own();
      steps.indentNext = kept;
      return next;
    };
  }
  return lexer;
}
