FROM --platform=linux/amd64 debian
CMD ["true"]
