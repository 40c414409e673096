import { stringify } from 'yaml';

/** What `kubectl` needs to reach the platform: its address, the authority that signed it, a token; the namespace is that of the first environment once there is one. */
export function kubeconfig({ server, certificate, token, namespace }: { readonly server: string; readonly certificate: string; readonly token: string; readonly namespace?: string | undefined }): string {
  const name = 'cpin-simulation';
  return stringify({
    apiVersion: 'v1', kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': Buffer.from(certificate).toString('base64') } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name, ...(namespace ? { namespace } : {}) } }],
    'current-context': name,
  }, { lineWidth: 0 });
}
