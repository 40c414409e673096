FROM debian:12
USER 1001
HEALTHCHECK CMD curl --fail http://localhost:8080/ || exit 1
CMD ["true"]
