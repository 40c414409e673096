FROM debian:12 AS build
RUN echo one
FROM alpine:3.20 AS build
USER 1001
CMD ["true"]
