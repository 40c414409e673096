# syntax=docker/dockerfile:1
ARG VERSION=12
FROM debian:${VERSION}
USER 1001
CMD ["true"]
