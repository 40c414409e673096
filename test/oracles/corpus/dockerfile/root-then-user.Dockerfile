FROM debian:12
USER root
RUN echo one
USER 1001
CMD ["true"]
