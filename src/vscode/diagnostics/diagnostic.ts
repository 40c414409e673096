import * as vscode from 'vscode';
import type { Finding, Unreadable } from '../../core/analysis/finding';
import { isOwnRule } from '../../core/compliance/own-lint';
import { toRange } from '../kit/convert';
import { diagnosticSource } from '../kit/ids';
import { ruleLink } from './links';

const severities = { error: vscode.DiagnosticSeverity.Error, warning: vscode.DiagnosticSeverity.Warning, information: vscode.DiagnosticSeverity.Information } as const;

/** A finding as the editor shows it. */
export function findingDiagnostic(finding: Finding): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(finding.location.range), finding.message, severities[finding.severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = isOwnRule(finding.rule) ? finding.rule : { value: finding.rule, target: ruleLink(finding.rule) };
  return diagnostic;
}

export function unreadableDiagnostic(unreadable: Unreadable): vscode.Diagnostic {
  const range = unreadable.range ? toRange(unreadable.range) : new vscode.Range(0, 0, 0, 0);
  const diagnostic = new vscode.Diagnostic(range, unreadable.reason, vscode.DiagnosticSeverity.Warning);
  diagnostic.source = diagnosticSource;
  return diagnostic;
}
