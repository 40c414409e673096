FROM debian
RUN echo one
