/** A rule of the house: files of `from` know nothing of `to`, and what to do instead. Patterns match paths from the root, or `package:NAME`. */
export interface Rule {
  readonly from: RegExp;
  readonly forbids: RegExp;
  readonly instead: string;
}

const core = (...rooms: string[]) => new RegExp(`^src/core/(${rooms.join('|')})/`);

export const law: readonly Rule[] = [
  { from: /^src\/core\//, forbids: /^src\/(?!core\/)/, instead: 'the core knows nothing outside itself: declare a port in the core and implement it in src/node or src/vscode' },
  { from: /^src\/core\//, forbids: /^package:(node:|vscode$|preact|simple-git|openai|@secretlint)/, instead: 'the core reaches no machine, editor or page: declare a port and implement it in src/node or src/vscode' },
  { from: core('analysis'), forbids: core('curriculum', 'assessment', 'platform', 'labs', 'progress', 'copilot'), instead: 'analysis is the lowest room: pass it what it needs as arguments' },
  { from: core('curriculum'), forbids: core('assessment', 'platform', 'labs', 'progress', 'copilot'), instead: 'the curriculum is data that others read: move the logic to the room that uses it' },
  { from: core('analysis', 'curriculum', 'assessment', 'labs', 'progress'), forbids: core('compliance'), instead: 'the report reads findings and requirements; nothing it reads knows it' },
  { from: core('compliance'), forbids: core('assessment', 'platform', 'labs', 'progress', 'copilot'), instead: 'the report knows the analysis and the requirements alone' },
  { from: core('assessment'), forbids: core('analysis', 'platform', 'labs', 'progress', 'copilot'), instead: 'assessment knows the curriculum alone: take what it needs as plain arguments' },
  { from: core('platform'), forbids: core('assessment', 'labs', 'progress', 'copilot'), instead: 'the platform does not know who looks at it: labs and progress read it, not the other way' },
  { from: core('labs'), forbids: core('assessment', 'progress', 'copilot'), instead: 'a lab gives verdicts; the journal and the copilot read them' },
  { from: core('progress'), forbids: core('copilot'), instead: 'progress reads events, the catalogue and the measures of assessment' },
  { from: core('copilot'), forbids: core('assessment', 'progress'), instead: 'the copilot reads curriculum, analysis, labs and platform; right answers and progress stay away from it' },
  { from: /^src\/core\/assessment\//, forbids: /^src\/data\//, instead: 'content comes through the catalogue' },
  { from: /^src\/node\//, forbids: /^(src\/(vscode|webview)\/|package:vscode$)/, instead: 'src/node serves the terminal too: take what the editor knows as an argument' },
  { from: /^src\/protocol\//, forbids: /^(src\/(node|vscode|webview)\/|package:(vscode$|node:))/, instead: 'the protocol is shared with a browser page: keep it to plain data and types' },
  { from: /^src\/webview\//, forbids: /^src\/(?!webview\/|protocol\/)/, instead: 'a page knows the protocol alone: have the host compute it and send it in a message' },
  { from: /^src\/webview\//, forbids: /^package:(node:|vscode$)/, instead: 'a page runs in a browser: ask the host by a message' },
  { from: /^src\/(?!vscode\/|extension\.ts)/, forbids: /^package:vscode$/, instead: 'only src/vscode and src/extension.ts know the editor' },
  { from: /^src\/vscode\//, forbids: /^src\/webview\//, instead: 'host and page share src/protocol and nothing else' },
  { from: /^src\/vscode\/kit\//, forbids: /^src\/vscode\/(?!kit\/)/, instead: 'the kit serves every surface and knows none: move the shared part into the kit' },
  { from: /^src\/(?!extension\.ts|cli\.ts|worker\.ts|engine\.ts)/, forbids: /^src\/(extension|cli|worker|engine)\.ts$/, instead: 'nothing imports a composition root' },
];

/** The surface a file of src/vscode belongs to; the kit belongs to all. */
export const surfaceOf = (file: string): string | undefined => /^src\/vscode\/(?!kit\/)([^/]+)\//.exec(file)?.[1];
