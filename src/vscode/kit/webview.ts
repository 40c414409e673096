import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type * as z from 'zod';

/** A panel of ours. Messages are closed unions with string tags, validated on arrival: what a webview sends is untrusted input. */
export interface PanelOptions<FromWebview> {
  readonly extension: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  /** Name of the entry in src/webview, of its bundle, and suffix of the view type `coachCpin.<name>`. */
  readonly name: string;
  readonly title: string;
  /** Code of the interface's language: `strings().common.locale`. */
  readonly language: string;
  readonly column?: vscode.ViewColumn;
  readonly schema: z.ZodType<FromWebview>;
  readonly onMessage: (message: FromWebview, panel: Panel) => void | Promise<void>;
  /** A panel VS Code gives back after a reload; without it a new one is made. */
  readonly revived?: vscode.WebviewPanel;
}

/** The host's end of a panel. */
export interface Panel {
  readonly panel: vscode.WebviewPanel;
  post(message: { readonly type: string }): void;
}

/** Opens (or revives) a panel whose page may run our script and styles alone: no network, no inline code, no other source. */
export function openPanel<FromWebview>(options: PanelOptions<FromWebview>): Panel {
  const { extension, name, log } = options;
  const roots = [vscode.Uri.joinPath(extension.extensionUri, 'dist', 'webview')];
  const settings = { enableScripts: true, localResourceRoots: roots, enableFindWidget: true };
  const panel = options.revived ?? vscode.window.createWebviewPanel(`coachCpin.${name}`, options.title, options.column ?? vscode.ViewColumn.Active, settings);
  panel.webview.options = settings;
  panel.title = options.title;
  const icon = (theme: string) => vscode.Uri.joinPath(extension.extensionUri, 'media', `coach-${theme}.svg`);
  panel.iconPath = { light: icon('light'), dark: icon('dark') };
  let closed = false;
  // An answer may come after the user closed the panel: it has nobody to reach, and that is no fault.
  const self: Panel = { panel, post: message => void (closed || panel.webview.postMessage(message)) };
  const listener = panel.webview.onDidReceiveMessage(async (raw: unknown) => {
    const message = options.schema.safeParse(raw);
    if (!message.success) return log.warn(`${name}: message refused: ${message.error.message}`);
    try {
      await options.onMessage(message.data, self);
    } catch (error) {
      log.error(`${name}: ${String(error)}`);
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  });
  panel.onDidDispose(() => {
    closed = true;
    listener.dispose();
  });
  panel.webview.html = page(panel.webview, extension.extensionUri, name, options.language, options.title);
  return self;
}

function page(webview: vscode.Webview, root: vscode.Uri, name: string, language: string, title: string): string {
  const nonce = randomBytes(16).toString('base64');
  const uri = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(root, ...path)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; font-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${uri('dist', 'webview', 'page.css')}">
</head>
<body class="${name}">
<main id="root"></main>
<script nonce="${nonce}" src="${uri('dist', 'webview', `${name}.js`)}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);
}
