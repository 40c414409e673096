FROM debian:12
USER 1001
ENTRYPOINT /app/run --port 8080
CMD node server.js
