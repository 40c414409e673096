FROM debian:12
USER 1001
RUN echo one
USER root
CMD ["true"]
