FROM registre.exemple.fr:5000/equipe/base
CMD ["true"]
