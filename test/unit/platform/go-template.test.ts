import assert from 'node:assert/strict';
import { renderTemplate } from '../../../src/core/platform/secrets/go-template';

const data = { Secrets: { utilisateur: 'app', motdepasse: 'été #1', hotes: 'a,b', vide: '' } };
const said = (text: string) => {
  const rendered = renderTemplate('url', text, data);
  return rendered.ok ? rendered.text : `! ${rendered.error}`;
};

/** Each as Go's `text/template` with sprig 3.3 renders it, the place of an error aside. */
const cases: readonly (readonly [string, string])[] = [
  ['postgres://{{ get .Secrets "utilisateur" }}:{{- .Secrets.motdepasse | upper -}} @db', 'postgres://app:ÉTÉ #1@db'],
  ['{{ printf "%s:%q %d%%" (get .Secrets "utilisateur") .Secrets.motdepasse 3 }}', 'app:"été #1" 3%'],
  ['{{ .Secrets.absent }}{{ get .Secrets "absent" }}{{ .Secrets.absent | default "rien" }}', '<no value>rien'],
  ['{{ range $cle, $valeur := .Secrets }}{{ $cle }}={{ $valeur | quote }}\n{{ end }}', 'hotes="a,b"\nmotdepasse="été #1"\nutilisateur="app"\nvide=""\n'],
  ['{{ range splitList "," .Secrets.hotes }}[{{ . }}]{{ end }}{{ range .Secrets.absent }}x{{ else }}aucun{{ end }}', '[a][b]aucun'],
  ['{{ if and .Secrets.utilisateur (not .Secrets.vide) }}oui{{ else if true }}non{{ end }}{{ if .Secrets.vide }}a{{ else if eq .Secrets.utilisateur "app" }}b{{ else }}c{{ end }}', 'ouib'],
  ['{{ $u := .Secrets.utilisateur }}{{ with .Secrets.hotes }}{{ . }}@{{ $u }} {{ $.Secrets.utilisateur }}{{ end }}', 'a,b@app app'],
  ['{{/* rien */}}{{ dict "auths" (dict "h" (dict "auth" (printf "%s:%s" .Secrets.utilisateur "x" | b64enc))) | toJson }}', '{"auths":{"h":{"auth":"YXBwOng="}}}'],
  ['{{ .Secrets.motdepasse | urlquery }} {{ index .Secrets "utilisateur" | replace "a" "o" | trimSuffix "p" }} {{ len .Secrets.hotes }}', '%C3%A9t%C3%A9+%231 op 3'],
  ['{{ dict "a" "<&>" | toJson }}', '{"a":"\\u003c\\u0026\\u003e"}'],
  ['a:{{ "x\\ny" | nindent 2 }}', 'a:\n  x\n  y'],
  ['{{ .Secrets.utilisateur | inconnue }}', '! template: url:1: function "inconnue" not defined'],
  ['{{ if .Secrets }}x', '! template: url:1: unexpected EOF'],
  ['{{ end }}', '! template: url:1: unexpected {{end}}'],
  ['{{ (get .Secrets "a" }}', '! template: url:1: unclosed left paren'],
  ['{{ $x }}', '! template: url:1: undefined variable "$x"'],
  ['{{ .Secrets.utilisateur.nom }}', '! template: url:1: can\'t evaluate field nom in type interface {}'],
];

describe('templates of secrets', () => {
  for (const [text, expected] of cases) it(text, () => assert.equal(said(text), expected));
});
