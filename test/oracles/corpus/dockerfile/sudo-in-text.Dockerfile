FROM debian:12
RUN echo "sudo true"
RUN echo one # sudo
USER 1001
CMD ["true"]
