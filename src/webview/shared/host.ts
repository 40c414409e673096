declare function acquireVsCodeApi(): { postMessage(message: unknown): void; getState(): unknown; setState(state: unknown): void };

/** The webview's end: sends our messages, listens to the host's, and says `ready` once it listens so that nothing is lost. */
export function connect<ToWebview extends { readonly type: string }, FromWebview extends { readonly type: string }>(receive: (message: ToWebview) => void): { post(message: FromWebview | { type: 'ready' }): void; saveState(state: unknown): void; savedState(): unknown } {
  const api = acquireVsCodeApi();
  window.addEventListener('message', (event: MessageEvent<ToWebview>) => receive(event.data));
  const post = (message: FromWebview | { type: 'ready' }) => api.postMessage(message);
  post({ type: 'ready' });
  return { post, saveState: state => api.setState(state), savedState: () => api.getState() };
}
