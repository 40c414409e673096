FROM debian:12
MAINTAINER Equipe Guichet <equipe@exemple.fr>
USER 1001
CMD ["true"]
