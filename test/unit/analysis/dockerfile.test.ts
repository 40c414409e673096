import assert from 'node:assert/strict';
import { findingsOf } from '../../support/analysis';

const readings: Readonly<Record<string, readonly (readonly [text: string, found: number])[]>> = {
  'dockerfile/from-pinned': [
    ['FROM node', 1], ['FROM node:latest', 1], ['FROM node:22', 0], ['FROM node@sha256:00', 0], ['FROM localhost:5000/a', 1], ['FROM scratch', 0],
    ['FROM node:22 AS b\nFROM b', 0], ['FROM node:22 AS B\nFROM b', 0], ['ARG V=latest\nFROM node:$V', 1], ['ARG V=22\nFROM node:${V}', 0], ['ARG V\nFROM node:${V}', 0], ['FROM ${BASE:-node}', 1], ['FROM --platform=linux/amd64 node', 1],
    ['FROM node:22\nRUN <<EOF\nFROM x\nEOF', 0],
  ],
  'dockerfile/user-nonroot': [
    ['FROM node:22', 1], ['FROM node:22\nUSER 1001', 0], ['FROM node:22\nUSER root', 1], ['FROM node:22\nUSER 0:0', 1], ['FROM node:22\nUSER 1001\nUSER root', 1], ['FROM node:22 AS b\nUSER 1001\nFROM b', 0],
    ['FROM node:22 AS b\nUSER 1001\nFROM node:22', 1], ['FROM node:22 AS b\nUSER root\nFROM gcr.io/distroless/nodejs22:nonroot', 0], ['FROM nginxinc/nginx-unprivileged:1', 0], ['FROM bitnami/redis:1', 0],
    ['FROM registry.access.redhat.com/ubi9/nodejs-22:1', 0], ['FROM registry.access.redhat.com/ubi9/ubi-minimal:1', 1], ['FROM node:22\nARG U=root\nUSER $U', 1], ['FROM node:22\nUSER $U', 0], ['FROM $BASE', 0], ['FROM scratch', 1],
  ],
  'dockerfile/user-numeric': [['FROM node:22\nUSER node', 1], ['FROM node:22\nUSER 1001:0', 0], ['FROM node:22\nUSER root', 0], ['FROM node:22', 0]],
  'dockerfile/expose-above-1024': [['FROM a:1\nEXPOSE 80', 1], ['FROM a:1\nEXPOSE 80/tcp 443 8080', 2], ['FROM a:1\nEXPOSE 1024', 1], ['ARG P=80\nFROM a:1\nARG P=81\nEXPOSE $P', 1], ['FROM a:1\nEXPOSE 80\nFROM a:1\nEXPOSE 8080', 0], ['FROM a:1 AS b\nEXPOSE 80\nFROM b', 1]],
  'dockerfile/no-sudo': [['FROM a:1\nRUN sudo x', 1], ['FROM a:1\nRUN apt-get install sudo', 0], ['FROM a:1\nRUN a; sudo x', 1], ['FROM a:1\nRUN echo "a && sudo b"', 0], ['FROM a:1\nRUN ["sudo", "x"]', 1], ['FROM a:1\nRUN A=1 \\\n  sudo x', 1], ['FROM a:1\nRUN ["sh", "-c", "cd x && /usr/bin/sudo y"]', 1], ['FROM a:1\nRUN <<EOF\nsudo x\nEOF', 1]],
  'dockerfile/copy-not-add': [['FROM a:1\nADD x y', 1], ['FROM a:1\nADD x.tar.gz y', 0], ['FROM a:1\nADD https://a/b y', 0], ['FROM a:1\nADD --chown=1 x y', 1], ['FROM a:1\nADD ["x", "y"]', 1], ['FROM a:1\nCOPY x y', 0]],
  'dockerfile/cmd-json': [['FROM a:1\nCMD x y', 1], ['FROM a:1\nCMD ["x"]', 0], ['FROM a:1\nENTRYPOINT exec $X', 1], ["FROM a:1\nCMD ['x']", 1]],
  'dockerfile/unique-alias': [['FROM a:1 AS x\nFROM b:1 AS x', 1], ['FROM a:1 AS x\nFROM b:1 AS y', 0]],
  'dockerfile/starts-with-from': [['RUN x\nFROM a:1', 1], ['ARG A=1\nFROM a:1', 0], ['# c\n\nFROM a:1', 0]],
  'dockerfile/no-maintainer': [['FROM a:1\nMAINTAINER x', 1], ['FROM a:1\nLABEL maintainer=x', 0]],
  'dockerfile/no-secret-in-layer': [
    ['FROM a:1\nENV PASSWORD=abc', 1], ['FROM a:1\nENV A=1 API_TOKEN=x2', 1], ['FROM a:1\nARG TOKEN', 0], ['FROM a:1\nARG TOKEN=abc', 1], ['FROM a:1\nENV PASSWORD=$P', 0], ['FROM a:1\nENV PASSWORD_FILE=/x', 0], ['FROM a:1\nCOPY .env /', 1], ['FROM a:1\nCOPY .env.example /', 0],
    ['FROM a:1\nCOPY --from=b id_rsa /', 0], ['FROM a:1\nCOPY id_rsa /', 1], ['FROM a:1\nRUN git clone https://u:abc@host/x', 1], ['FROM a:1\nRUN git clone https://u:${T}@host/x', 0], ['FROM a:1\nRUN curl -u a:b http://x', 1], ['FROM a:1\nRUN curl http://x', 0],
  ],
  'dockerfile/no-self-modification': [['FROM a:1\nCMD ["sh", "-c", "chown 1 /x && y"]', 1], ['FROM a:1\nRUN chown 1 /x\nCMD ["y"]', 0], ['FROM a:1\nENTRYPOINT npm install && node x', 1], ['FROM a:1\nCMD ["sed", "-n", "p"]', 0]],
  'dockerfile/minimal-base': [['FROM debian:12', 1], ['FROM debian:12-slim', 0], ['FROM docker.io/library/node:22', 1], ['FROM node:22 AS b\nFROM gcr.io/distroless/nodejs22', 0], ['FROM registre/equipe/base:1', 0]],
};

for (const [rule, cases] of Object.entries(readings)) {
  describe(`reading of ${rule}`, () => {
    for (const [text, expected] of cases) it(`${expected}: ${text.replace(/\n/g, ' ⏎ ')}`, () => assert.equal(findingsOf(rule, text).length, expected));
  });
}
