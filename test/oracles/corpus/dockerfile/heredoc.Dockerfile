# syntax=docker/dockerfile:1
FROM debian:12
RUN <<EOT
sudo true
FROM debian
EOT
COPY <<EOT /etc/app.conf
USER root
EOT
USER 1001
CMD ["true"]
