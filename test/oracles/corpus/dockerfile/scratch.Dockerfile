FROM scratch
COPY app /app
USER 1001
CMD ["/app"]
