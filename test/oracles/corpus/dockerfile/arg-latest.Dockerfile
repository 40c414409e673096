ARG VERSION=latest
FROM debian:${VERSION}
CMD ["true"]
