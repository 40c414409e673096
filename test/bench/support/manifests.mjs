// Manifests as teams write them: some right, some with the usual faults, the same for the same number.

/** One manifest with a Deployment and its Service, about 60 lines. */
export function manifest(index) {
  const faulty = index % 3 === 0;
  return `# Application ${index}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${index}
  labels:
    app: app-${index}
    env: dev
${faulty ? '' : '    tier: backend\n'}spec:
  replicas: ${1 + (index % 4)}
  selector:
    matchLabels:
      app: app-${index}
  template:
    metadata:
      labels:
        app: app-${index}
        env: dev
        tier: backend
    spec:
      imagePullSecrets:
        - name: registry-pull-secret
      containers:
        - name: app # le service
          image: docker.io/library/node:${faulty ? 'latest' : '22.11.0'}
          imagePullPolicy: IfNotPresent
          ports:
            - containerPort: ${faulty ? 80 : 8080}
          env:
            - name: LOG_LEVEL
              value: info
            - name: DATABASE_HOST
              valueFrom:
                configMapKeyRef: { name: app-${index}, key: host }
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { cpu: 500m, memory: 256Mi }
          livenessProbe:
            httpGet: { path: /health, port: 8080 }
---
apiVersion: v1
kind: Service
metadata:
  name: app-${index}
spec:
  selector:
    app: app-${index}
  ports:
    - port: 80
      targetPort: 8080
`;
}

/** A file of at least `lines` lines made of such manifests. */
export function longManifest(lines) {
  let text = manifest(0);
  for (let index = 1; text.split('\n').length < lines; index++) text += `---\n${manifest(index)}`;
  return text;
}
