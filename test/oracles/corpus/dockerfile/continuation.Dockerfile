FROM debian:12
RUN echo one && \
    # un commentaire au milieu
    sudo echo two
USER 1001
CMD ["true"]
