FROM debian:12 AS socle
RUN echo one
FROM socle
CMD ["true"]
