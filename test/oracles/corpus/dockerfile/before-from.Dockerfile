LABEL a=b
FROM debian:12
USER 1001
CMD ["true"]
