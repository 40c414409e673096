FROM debian:12
USER 1001
CMD ['node', 'server.js']
