FROM debian:latest
CMD ["true"]
