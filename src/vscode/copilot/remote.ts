import * as vscode from 'vscode';
import { prepare, type ModelPort, type Outgoing } from '../../core/copilot/outgoing';
import { modelAt } from '../../node/model/client';
import type { ModelServer } from '../../node/model/server';
import type { Strings } from '../../protocol/strings';
import { findingOf, openDocument } from './asked';
import type { Knowledge } from './knowledge';
import type { ModelTurn, Turn } from './store';

/** A file longer than this is not read whole by the masks at once, so none of it leaves. In UTF-16 code units. */
const longestFile = 500_000;

/** What was shown and waits for the user's word. */
export interface Pending {
  readonly preview: number;
  readonly outgoing: Outgoing;
  readonly server: ModelServer;
  readonly notices: readonly string[];
}

/** Builds what would leave for `turn`, the last of `turns`; the finding last spoken of is what a follow-up is about. */
export function prepareTurn(turns: readonly Turn[], turn: Turn, server: ModelServer, model: string, { library, search }: Knowledge, strings: Strings['copilot']): Omit<Pending, 'preview'> {
  const earlier = turns.filter(t => t.id < turn.id);
  const about = turn.finding ?? earlier.findLast(t => t.finding)?.finding;
  const notices: string[] = [];
  const text = about && allowedText(about.uri, strings, notices);
  const outgoing = prepare({
    question: turn.question,
    ...(about && { finding: findingOf(about) }),
    ...(text !== undefined && { text }),
    history: earlier.flatMap(t => (t.model?.status === 'done' && t.model.origin === server.origin ? [{ question: t.question, answer: t.model.text }] : [])),
  }, { origin: server.origin, model }, library, search);
  return { outgoing, server, notices };
}

/** The text of the file, unless trust, size or the user's having closed it says no. */
function allowedText(uri: string, strings: Strings['copilot'], notices: string[]): string | undefined {
  const document = openDocument(uri);
  const refusal = !vscode.workspace.isTrusted ? strings.untrusted : !document ? strings.closedFile : document.getText().length > longestFile ? strings.longFile : undefined;
  if (refusal !== undefined) notices.push(refusal);
  return refusal === undefined ? document?.getText() : undefined;
}

/** Streams the answer to exactly what was shown, telling each state it goes through. Never rejects: a failure is a state too. */
export async function streamAnswer({ outgoing, server }: Pending, key: string | undefined, signal: AbortSignal, tell: (state: ModelTurn) => void, port: ModelPort = modelAt(server, key)): Promise<void> {
  const { origin, model } = outgoing;
  let text = '';
  const now = (status: ModelTurn['status'], problem?: string) => tell({ origin, model, text, status, ...(problem !== undefined && { problem }) });
  now('streaming');
  try {
    for await (const piece of port.complete(outgoing, signal)) {
      text += piece;
      now('streaming');
    }
    now(signal.aborted ? 'stopped' : 'done');
  } catch (error) {
    now('failed', error instanceof Error ? error.message : String(error));
  }
}
