/** By rule: a Dockerfile, and how many findings it must have. */
export const dockerfileReadings: Readonly<Record<string, readonly (readonly [text: string, found: number])[]>> = {
  'dockerfile/from-pinned': [
    ['FROM a:1\nCOPY --from=nginx /a /b', 1], ['FROM a:1\nCOPY --from=nginx:1.29 /a /b', 0], ['FROM a:1 AS b\nFROM a:1\nCOPY --from=b /a /b\nCOPY --from=0 /a /b', 0], ['FROM a:1\nRUN --mount=type=bind,from=golang:latest,target=/x y', 1], ['FROM a:1\nARG IMG=nginx:latest\nCOPY --from=$IMG /a /b', 1], ['# escape=`\nFROM node `\n  AS x', 1], ['FROM "node"', 1],
    ['FROM ${REG}/node', 1], ['FROM ${REG}', 0], ['ARG A\nFROM ${A:-a/b}', 1], ['FROM ${REG}/node:22', 0],
    ['FROM node', 1], ['FROM node:latest', 1], ['FROM node:22', 0], ['FROM node@sha256:00', 0], ['FROM localhost:5000/a', 1], ['FROM scratch', 0],
    ['FROM node:22 AS b\nFROM b', 0], ['FROM node:22 AS B\nFROM b', 0], ['ARG V=latest\nFROM node:$V', 1], ['ARG V=22\nFROM node:${V}', 0], ['ARG V\nFROM node:${V}', 0], ['FROM ${BASE:-node}', 1], ['FROM --platform=linux/amd64 node', 1],
    ['FROM node:22\nRUN <<EOF\nFROM x\nEOF', 0],
  ],
  'dockerfile/user-nonroot': [
    ['FROM node:22\nUSER ROOT', 0], ['FROM node:22\nUSER root:root', 1], ['FROM node:22\nUSER +0', 1], ['ARG A=1001\nFROM node:22\nUSER ${A}', 1], ['ARG A=root\nFROM node:22\nARG A\nUSER ${A}', 1], ['FROM node:22\nARG U=1001\nARG G=0\nUSER $U:$G', 0], ['FROM --platform=$X node:22', 1], ['FROM node:22\nuser \\\n  root', 1], ['FROM node:22\nRUN <<EOF\nUSER 1001\nEOF', 1], ['FROM keycloak/keycloak:26', 0],
    ['FROM gcr.io/distroless/static-debian12:nonroot@sha256:00', 0], ['FROM solr:9', 0], ['FROM mcr.microsoft.com/mssql/server:2022', 0], ['FROM node:22\nONBUILD USER 1001', 1], ['FROM node:22\nENV U=0\nUSER ${U}', 1], ['FROM node:22\nUSER ${U:-1001}', 0],
    ['FROM node:22', 1], ['FROM node:22\nUSER 1001', 0], ['FROM node:22\nUSER root', 1], ['FROM node:22\nUSER 0:0', 1], ['FROM node:22\nUSER 1001\nUSER root', 1], ['FROM node:22 AS b\nUSER 1001\nFROM b', 0],
    ['FROM node:22 AS b\nUSER 1001\nFROM node:22', 1], ['FROM node:22 AS b\nUSER root\nFROM gcr.io/distroless/nodejs22:nonroot', 0], ['FROM nginxinc/nginx-unprivileged:1', 0], ['FROM bitnami/redis:1', 0],
    ['FROM registry.access.redhat.com/ubi9/nodejs-22:1', 0], ['FROM registry.access.redhat.com/ubi9/ubi-minimal:1', 1], ['FROM node:22\nARG U=root\nUSER $U', 1], ['FROM node:22\nUSER $U', 0], ['FROM $BASE', 0], ['FROM scratch', 1],
  ],
  'dockerfile/user-numeric': [
    ['FROM node:22\nUSER ROOT', 1], ['FROM node:22\nARG U=app\nUSER $U', 1],
    ['FROM node:22\nUSER node', 1], ['FROM node:22\nUSER 1001:0', 0], ['FROM node:22\nUSER root', 0], ['FROM node:22', 0]],
  'dockerfile/expose-above-1024': [['FROM a:1\nEXPOSE 80', 1], ['FROM a:1\nEXPOSE 80/tcp 443 8080', 2], ['FROM a:1\nEXPOSE 1024', 1], ['ARG P=80\nFROM a:1\nARG P=81\nEXPOSE $P', 1], ['FROM a:1\nEXPOSE 80\nFROM a:1\nEXPOSE 8080', 0], ['FROM a:1 AS b\nEXPOSE 80\nFROM b', 1], ['FROM a:1\nEXPOSE "80"', 1], ['FROM a:1\nEXPOSE 80-90', 1], ['FROM a:1\nONBUILD EXPOSE 80', 1]],
  'dockerfile/no-sudo': [
    ['FROM a:1\nSHELL ["sudo", "-E", "bash", "-c"]\nRUN x', 1], ['FROM a:1\nCOPY --chmod=755 <<"EOF" /demarrer.sh\n#!/bin/sh\nsudo x\nEOF\nCMD ["/demarrer.sh"]', 1], ['FROM a:1\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN x', 0],
    ['FROM a:1\nRUN x=`sudo y`', 1], ['FROM a:1\nRUN x=$(sudo y)', 1], ['FROM a:1\nRUN apt-get install -y \\\n  # outils\n  sudo \\\n  curl', 0], ['FROM a:1\nRUN cat <<EOF > /x\nsudo y\nEOF', 0], ['FROM a:1\nRUN <<-\"EOF\" bash\n\tsudo x\n\tEOF', 1], ['# escape=`\nFROM a:1\nRUN a && `\n sudo b', 1], ['FROM a:1\nRUN echo \"${A:-sudo x}\"', 0], ['FROM a:1\nRUN f() { sudo y; }; f', 1], ['FROM a:1\nRUN eval \"sudo x\"', 1], ['FROM a:1\nRUN echo x # sudo y', 0],
    ['FROM a:1\nRUN sudo x', 1], ['FROM a:1\nRUN apt-get install sudo', 0], ['FROM a:1\nRUN a; sudo x', 1], ['FROM a:1\nRUN echo "a && sudo b"', 0], ['FROM a:1\nRUN ["sudo", "x"]', 1], ['FROM a:1\nRUN A=1 \\\n  sudo x', 1], ['FROM a:1\nRUN ["sh", "-c", "cd x && /usr/bin/sudo y"]', 1], ['FROM a:1\nRUN <<EOF\nsudo x\nEOF', 1], ['FROM a:1\nRUN env A=b sudo x', 1], ['FROM a:1\nRUN find . | xargs -n 1 sudo x', 1], ['FROM a:1\nHEALTHCHECK --start-period=5s CMD sudo x', 1], ['FROM a:1\nONBUILD RUN sudo x', 1], ['FROM a:1\nRUN useradd -G sudo x && rm /usr/bin/sudo', 0], ['FROM a:1\nRUN command -v sudo', 0], ['FROM a:1\nRUN cat <<EOF | bash\nsudo x\nEOF', 1]],
  'dockerfile/copy-not-add': [
    ['FROM a:1\nARG F=x\nADD $F y', 1], ['FROM a:1\nADD ${F} y', 0], ['FROM a:1\nADD \"https://a/b\" c', 0],
    ['FROM a:1\nADD x y', 1], ['FROM a:1\nADD x.tar.gz y', 0], ['FROM a:1\nADD https://a/b y', 0], ['FROM a:1\nADD --chown=1 x y', 1], ['FROM a:1\nADD ["x", "y"]', 1], ['FROM a:1\nCOPY x y', 0], ['FROM a:1\nONBUILD ADD . /x', 1], ['FROM a:1\nADD A.TAR.GZ rootfs.tar* /x', 0], ['FROM a:1\nADD a.tgz conf /x/', 1], ['FROM a:1\nADD <<EOF /x\na\nEOF', 1]],
  'dockerfile/cmd-json': [['FROM a:1\nCMD x y', 1], ['FROM a:1\nCMD ["x"]', 0], ['FROM a:1\nENTRYPOINT exec $X', 1], ["FROM a:1\nCMD ['x']", 1]],
  'dockerfile/unique-alias': [
    ['FROM a:1 AS ${A}', 1], ['FROM a:1 AS 1a', 1], ['FROM a:1 AS x.y-z_1', 0], ['FROM a:1 AS x\nFROM b:1 as X', 1],
    ['FROM a:1 AS x\nFROM b:1 AS x', 1], ['FROM a:1 AS x\nFROM b:1 AS y', 0]],
  'dockerfile/starts-with-from': [['RUN x\nFROM a:1', 1], ['ARG A=1\nFROM a:1', 0], ['# c\n\nFROM a:1', 0], ['COPY a b', 1], ['ARG A', 1]],
  'dockerfile/no-maintainer': [['FROM a:1\nMAINTAINER x', 1], ['FROM a:1\nLABEL maintainer=x', 0]],
  'dockerfile/no-secret-in-layer': [
    ['FROM a:1\nENV DATABASE_URL=postgres://app:Printemps26@db/x', 1], ['FROM a:1\nENV PASSWORD=${PASSWORD:-Printemps26}', 1], ['FROM a:1\nHEALTHCHECK CMD curl -u a:Printemps26 http://x', 1], ['FROM a:1\nCMD [\"x\", \"--password=Printemps26\"]', 1], ['FROM a:1\nENV JAVA_OPTS=\"-Ddb.password=Printemps26 -Xmx1g\"', 1], ['FROM a:1\nRUN echo \"machine h login u password Printemps26\" > ~/.netrc', 1], ['FROM a:1\nRUN htpasswd -bc /x admin Printemps26', 1], ['FROM a:1\nRUN openssl req -passout pass:Printemps26', 1], ['FROM a:1\nRUN echo Printemps26 | docker login -u a --password-stdin', 1], ['FROM a:1\nRUN echo $P | docker login -u a --password-stdin', 0],
    ['FROM a:1\nRUN curl -sSfu a:Printemps26 http://x', 1], ['FROM a:1\nRUN curl -H "Authorization: Bearer abcdef123456" http://x', 1], ['FROM a:1\nRUN TOKEN=abc123 npm ci', 1], ['FROM a:1\nRUN TOKEN=$T npm ci', 0], ['FROM a:1\nRUN docker login -u a -p Printemps26 x', 1], ['FROM a:1\nRUN echo "root:Printemps26" | chpasswd', 1], ['FROM a:1\nRUN echo "root:$P" | chpasswd', 0],
    ['FROM a:1\nRUN npm config set //r/:_authToken=9f8e7d6c5b4a3210', 1], ['FROM a:1\nONBUILD ENV PASSWORD=abc', 1], ['FROM a:1\nLABEL password=abc123', 1], ['FROM a:1\nENV spring.datasource.password=abc123', 1], ['FROM a:1\nENV MYSQL_ALLOW_EMPTY_PASSWORD=yes', 0], ['FROM a:1\nENV P=1\nCOPY <<EOF /x\nPASSWORD=Printemps26\nEOF', 1], ['FROM a:1\nCOPY server.key /x', 1], ['FROM a:1\nCOPY truststore.jks ca.pem /x', 0], ['FROM a:1\nCOPY .ssh /root/.ssh', 1], ['FROM a:1\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci', 0],
    ['FROM a:1\nENV PASSWORD=abc', 1], ['FROM a:1\nENV A=1 API_TOKEN=x2', 1], ['FROM a:1\nARG TOKEN', 1], ['FROM a:1\nARG TOKEN=abc', 1], ['FROM a:1\nENV PASSWORD=$P', 0], ['FROM a:1\nENV PASSWORD_FILE=/x', 0], ['FROM a:1\nCOPY .env /', 1], ['FROM a:1\nCOPY .env.example /', 0],
    ['FROM a:1\nCOPY --from=b id_rsa /', 0], ['FROM a:1\nCOPY id_rsa /', 1], ['FROM a:1\nRUN git clone https://u:abc@host/x', 1], ['FROM a:1\nRUN git clone https://u:${T}@host/x', 0], ['FROM a:1\nRUN curl -u a:bcd http://x', 1], ['FROM a:1\nRUN curl http://x', 0],
    ['FROM a:1\nRUN echo "password=Printemps26" > /x.properties', 1], ['FROM a:1\nRUN printf "DB_PASSWORD=Printemps26\\n" >> .env', 1], ['FROM a:1\nRUN echo "password=$P" > /x', 0], ['FROM a:1\nCOPY key.pem /x', 1], ['FROM a:1\nCOPY ca-key.pem.pub ca.pem /x', 0],
    ['FROM a:1\nRUN useradd -p $(openssl passwd -1 Printemps26) a', 1], ['FROM a:1\nRUN echo -e "Printemps26\\nPrintemps26" | passwd root', 1], ['FROM a:1\nRUN [ "$PASSWORD" = "Printemps26" ]', 1], ['FROM a:1\nRUN [ "$PASSWORD" = "" ]', 0],
  ],
  'dockerfile/no-self-modification': [
    ['FROM a:1\nENTRYPOINT [\"/bin/sh\", \"-c\"]\nCMD [\"chmod 777 /x && y\"]', 1], ['FROM a:1\nCMD python -m pip install x', 1],
    ['FROM a:1\nCMD ["sh", "-c", "chown 1 /x && y"]', 1], ['FROM a:1\nRUN chown 1 /x\nCMD ["y"]', 0], ['FROM a:1\nENTRYPOINT npm install && node x', 1], ['FROM a:1\nCMD ["sed", "-n", "p"]', 0], ['FROM a:1\nCMD ["sh", "-c", "envsubst < /a > /etc/nginx/nginx.conf && nginx"]', 1], ['FROM a:1\nCMD ["sh", "-c", "y > /tmp/sortie"]', 0], ['FROM a:1 AS x\nCMD ["chown", "x"]\nFROM x', 1], ['FROM a:1\nCMD chmod x\nCMD ["y"]', 0], ['FROM a:1\nCMD ["yarn", "install"]', 1], ['FROM a:1\nCMD ["yarn", "start"]', 0], ['FROM a:1\nCMD ["sh", "-c", "apt-get update && x"]', 1], ['FROM a:1\nCMD ["git", "pull"]', 1], ['FROM a:1\nCMD ["sh", "-c", "curl -o /usr/local/bin/x https://y && x"]', 1], ['FROM a:1\nCMD ["sh", "-c", "curl -o /tmp/x https://y"]', 0]],
  'dockerfile/minimal-base': [
    ['FROM index.docker.io/library/debian:12', 1], ['FROM amazoncorretto:21', 1],
    ['FROM debian:12', 1], ['FROM debian:12-slim', 0], ['FROM docker.io/library/node:22', 1], ['FROM node:22 AS b\nFROM gcr.io/distroless/nodejs22', 0], ['FROM registre/equipe/base:1', 0], ['FROM registry.access.redhat.com/ubi9/ubi:9.4', 1], ['FROM registry.access.redhat.com/ubi9/ubi-minimal:9.4', 0], ['FROM eclipse-temurin:21-jre', 0]],
};

/** By rule: the files of a repository, and the script of its build context that the finding must name. */
export const scriptReadings: readonly (readonly [rule: string, script: string | undefined, files: Readonly<Record<string, string>>])[] = [
  ['dockerfile/no-self-modification', 'entrypoint.sh', { Dockerfile: 'FROM a:1\nCOPY entrypoint.sh /entrypoint.sh\nENTRYPOINT ["/entrypoint.sh"]\n', 'entrypoint.sh': '#!/bin/sh\nset -e\nchown -R app /data\nexec "$@"\n' }],
  ['dockerfile/no-self-modification', 'api/docker/start.sh', { 'api/Dockerfile': 'FROM a:1\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["tini", "--", "./docker/start.sh"]\n', 'api/docker/start.sh': '#!/usr/bin/env bash\npip install -r requirements.txt\n' }],
  ['dockerfile/no-self-modification', 'scripts/run.sh', { 'build/Dockerfile': 'FROM a:1 AS base\nCOPY scripts/run.sh /usr/local/bin/\nFROM base\nCMD ["run.sh", "x"]\n', 'scripts/run.sh': '#!/bin/sh\nsed -i s/a/b/ /etc/app.conf\n' }],
  ['dockerfile/no-self-modification', undefined, { Dockerfile: 'FROM a:1\nCOPY entrypoint.sh /usr/local/bin/\nENTRYPOINT ["entrypoint.sh"]\n', 'entrypoint.sh': '#!/bin/sh\nif [ "$(id -u)" = 0 ]; then\n  chown app /data\nfi\nexec "$@"\n' }],
  ['dockerfile/no-self-modification', undefined, { Dockerfile: 'FROM a:1\nCOPY entrypoint /usr/local/bin/entrypoint\nENTRYPOINT ["/usr/local/bin/entrypoint"]\n', entrypoint: '#!/bin/bash\nif ! whoami; then echo "app:x:$(id -u):0::/:/sbin/nologin" >> /etc/passwd; fi\nexec "$@"\n' }],
  ['dockerfile/no-self-modification', undefined, { Dockerfile: 'FROM a:1 AS b\nCOPY run.sh /run.sh\nFROM a:1\nCOPY --from=b /run.sh /autre.sh\nCMD ["/run.sh"]\n', 'run.sh': '#!/bin/sh\nchown x /y\n' }],
  ['dockerfile/no-self-modification', undefined, { Dockerfile: 'FROM a:1\nCOPY run.py /run\nCMD ["/run"]\n', 'run.py': '#!/usr/bin/env python3\nchown = 1\n' }],
  ['dockerfile/no-self-modification', undefined, { Dockerfile: 'FROM a:1\nCOPY run.sh /run.sh\nRUN /run.sh\nCMD ["x"]\n', 'run.sh': '#!/bin/sh\nchown x /y\n' }],
  ['dockerfile/no-sudo', 'scripts/install.sh', { Dockerfile: 'FROM a:1\nCOPY scripts/ /tmp/scripts/\nRUN bash -e /tmp/scripts/install.sh\n', 'scripts/install.sh': 'sudo apt-get update\n' }],
  ['dockerfile/no-sudo', undefined, { Dockerfile: 'FROM a:1\nRUN bash /tmp/scripts/install.sh\nCOPY scripts/ /tmp/scripts/\n', 'scripts/install.sh': 'sudo apt-get update\n' }],
];
