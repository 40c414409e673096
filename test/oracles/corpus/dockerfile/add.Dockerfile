FROM debian:12
ADD app /app
ADD app.tar.gz /app
ADD https://exemple.fr/app.conf /etc/app.conf
ADD --chown=1001:0 conf /conf
ADD ["a", "b", "/app/"]
USER 1001
CMD ["true"]
