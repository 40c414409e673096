FROM docker.io/library/node:22.11-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY src src
RUN npm run build

FROM gcr.io/distroless/nodejs22-debian12:nonroot
WORKDIR /app
COPY --from=build /app/dist dist
USER 1001
EXPOSE 8080
CMD ["dist/server.js"]
