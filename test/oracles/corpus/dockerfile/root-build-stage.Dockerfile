FROM debian:12 AS build
USER root
RUN echo one
FROM debian:12-slim
COPY --from=build /etc/hostname /tmp/hostname
USER 1001
CMD ["true"]
