FROM debian:12
RUN sudo echo one
RUN echo one && sudo echo two
RUN ["sudo", "true"]
RUN bash -c "sudo true"
USER 1001
CMD ["true"]
