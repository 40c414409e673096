/** The style of the HTML report. In the editor it takes the theme's colours; in a browser it follows the system; printed, it is black on white. */
export const style = `
:root { color-scheme: light dark; --ground: var(--vscode-editor-background, Canvas); --ink: var(--vscode-editor-foreground, CanvasText); --line: var(--vscode-contrastBorder, color-mix(in srgb, var(--ink) 45%, var(--ground))); --link: var(--vscode-textLink-foreground, LinkText); }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 72rem; color: var(--ink); background: var(--ground); font: 1rem/1.55 var(--vscode-font-family, system-ui, sans-serif); overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.25; } h2 { margin-top: 2.2rem; font-size: 1.3rem; } h3 { margin: 0 0 0.4rem; font-size: 1.05rem; }
p { margin: 0.4rem 0; } ul { margin: 0.3rem 0; padding-left: 1.4rem; } .checks { list-style: none; padding-left: 0.2rem; }
.muted { color: var(--vscode-descriptionForeground, color-mix(in srgb, var(--ink) 78%, var(--ground))); }
a { color: var(--link); } :focus-visible { outline: 2px solid var(--vscode-focusBorder, var(--link)); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; } .skip:focus { left: 1rem; top: 0.5rem; background: var(--ground); padding: 0.3rem; }
code { font-family: var(--vscode-editor-font-family, ui-monospace, monospace); font-size: 0.92em; }
thead th { overflow-wrap: normal; }
table { border-collapse: collapse; margin: 0.8rem 0 1.4rem; } .rows { width: 100%; } caption { text-align: left; font-weight: 600; padding: 0.3rem 0; }
th, td { border: 1px solid var(--line); padding: 0.35rem 0.55rem; text-align: left; vertical-align: top; } .figures td { text-align: right; } .rows tbody th { font-weight: 400; min-width: 8rem; }
section { border-top: 1px solid var(--line); padding: 1rem 0; }
.status { display: inline-block; white-space: nowrap; font-size: 0.95rem; font-weight: 600; border: 1px solid currentColor; border-radius: 0.3rem; padding: 0 0.45rem; }
.figures .status { border: 0; padding: 0; }
@media screen and (max-width: 40rem) { body { padding: 0.8rem; } th, td { padding: 0.25rem 0.35rem; } thead th { font-size: 0.85rem; hyphens: auto; } .rows tbody th { min-width: 0; } .status { white-space: normal; } ul { padding-left: 1rem; } }
@media print { :root { color-scheme: light; --ground: #fff; --ink: #000; --line: #777; --link: #000; } @page { margin: 16mm; } body { max-width: none; padding: 0; font-size: 10pt; } .skip { display: none; } a { text-decoration: none; } thead { display: table-header-group; } section, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } .muted { color: #333; } }
`;
