from debian
user root
maintainer equipe
cmd node server.js
