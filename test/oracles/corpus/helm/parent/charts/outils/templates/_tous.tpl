{{- define "outils.nom" }}{{ .racine.Release.Name }}-{{ .suffixe }}{{ end }}
{{- define "outils.pied" -}}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ template "outils.nom" (dict "racine" . "suffixe" "sa") }}
{{- end }}
