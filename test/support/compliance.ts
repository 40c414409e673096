import { auditReport, type AuditReport, type AuditRequest } from '../../src/core/compliance/report';
import type { Status } from '../../src/core/compliance/verdict';
import { readContent } from '../../src/node/content/authors';
import { analysisOf } from './analysis';

export const catalog = readContent('.').catalog;

/** The report on files by name, as a whole repository, on a day of 2027. */
export function reportOf(files: Readonly<Record<string, string>>, request: Partial<AuditRequest> = {}): AuditReport {
  return auditReport(analysisOf(files), catalog, { environment: 'all', today: '2027-01-15', baseline: [], ...request });
}

/** The status of each requirement, by id. */
export function statusesOf(report: AuditReport): Readonly<Record<string, Status>> {
  return Object.fromEntries(report.requirements.map(({ requirement, status }) => [requirement.id, status]));
}

/** A deployment that breaks no rule. */
export const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: guichet
  labels: { app: guichet, env: prod, tier: backend }
spec:
  replicas: 2
  selector: { matchLabels: { app: guichet } }
  template:
    metadata:
      labels: { app: guichet, env: prod, tier: backend }
    spec:
      containers:
        - name: api
          image: harbor.apps.dso.numerique-interieur.com/guichet/api:1.4.2
          ports: [{ containerPort: 8080 }]
          livenessProbe: { httpGet: { path: /health, port: 8080 } }
          envFrom: [{ configMapRef: { name: guichet } }]
          resources: { requests: { cpu: 200m, memory: 256Mi }, limits: { cpu: 200m, memory: 256Mi } }
`;

export const service = `apiVersion: v1
kind: Service
metadata: { name: guichet, labels: { app: guichet, env: prod, tier: backend } }
spec: { selector: { app: guichet }, ports: [{ port: 80, targetPort: 8080 }] }
`;
