FROM debian:12 AS build
USER root
FROM build
CMD ["true"]
