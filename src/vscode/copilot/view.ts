import { maskPattern } from '../../core/copilot/redaction/redact';
import type { Outgoing } from '../../core/copilot/outgoing';
import { termFinder } from '../../core/curriculum/glossary';
import { linkTarget, sourceAddresses } from '../../core/curriculum/links';
import { renderMarkdown } from '../../core/curriculum/markdown';
import type { MarkdownOptions } from '../../core/curriculum/markdown-options';
import { titleOf, type Library } from '../../core/curriculum/page';
import type { MessageView, ModelView, ServerView, TurnView } from '../../protocol/copilot';
import { format } from '../../protocol/format';
import type { Strings } from '../../protocol/strings';
import { findingOf } from './asked';
import type { ServerSetting } from './server';
import type { ModelTurn, Turn } from './store';

/** Draws the conversation: everything the page shows is decided here. */
export class Drawing {
  private readonly options: MarkdownOptions;

  constructor(private readonly library: Library, private readonly strings: Strings) {
    const addresses = sourceAddresses(library.catalog);
    this.options = { link: href => linkTarget(href, addresses), labels: strings.common, heading: 4 };
  }

  /** One finder for the whole page: a term is explained where it is first met. */
  turns(turns: readonly Turn[], previews: ReadonlyMap<number, ModelView>): TurnView[] {
    const terms = termFinder(this.library.catalog.glossary);
    return turns.map(turn => {
      const model = previews.get(turn.id) ?? (turn.model && this.answer(turn.model));
      return {
        id: turn.id, title: turn.answer.title, found: turn.answer.found,
        ...(turn.finding && { place: place(turn.finding) }),
        parts: turn.answer.parts.map(part => ({
          heading: part.heading,
          html: renderMarkdown(part.markdown, { ...this.options, terms }),
          citations: part.citations.map(({ ref, title }) => ({ label: title, href: `coach:${ref}` })),
        })),
        ...(model && { model }),
      };
    });
  }

  /** A model's answer is data: rendered without HTML, image or foreign link, its citations checked one by one. */
  answer({ origin, model, text, status, problem }: ModelTurn): ModelView {
    const html = renderMarkdown(text, { ...this.options, origin: 'model', cite: ref => titleOf(ref, this.library) });
    return { state: 'answer', origin, model, html, status, ...(problem !== undefined && { problem }) };
  }

  preview(preview: number, outgoing: Outgoing, notices: readonly string[]): ModelView {
    const { copilot } = this.strings;
    const roles = { system: copilot.roleSystem, user: copilot.roleUser, assistant: copilot.roleAssistant };
    return {
      state: 'preview', preview, origin: outgoing.origin, model: outgoing.model, notices,
      messages: outgoing.messages.map(({ role, content }) => ({ role: roles[role], segments: segments(content) })),
      masked: outgoing.masked.map(({ kind, count }) => `${kind.replaceAll('-', ' ')} × ${count}`),
    };
  }

  server(setting: ServerSetting): ServerView {
    if (setting.state !== 'ready') return setting;
    return { state: 'ready', ask: format(this.strings.copilot.askModel, { model: setting.model, origin: setting.server.origin }) };
  }
}

function place(finding: NonNullable<Turn['finding']>): string {
  return `${findingOf(finding).file}:${finding.range.start.line + 1}`;
}

/** The text as it will leave, character for character, with what stands for secrets apart. */
export function segments(content: string): MessageView['segments'] {
  const result: { text: string; masked: boolean }[] = [];
  let at = 0;
  for (const match of content.matchAll(maskPattern)) {
    if (match.index > at) result.push({ text: content.slice(at, match.index), masked: false });
    result.push({ text: match[0], masked: true });
    at = match.index + match[0].length;
  }
  if (at < content.length) result.push({ text: content.slice(at), masked: false });
  return result;
}
