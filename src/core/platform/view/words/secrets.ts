import { inBoth } from './language';

/** What is said of the secrets of an environment. */
export const secretWords = inBoth({
  fr: {
    notDecrypted: (name: string, message: string) => `Le SopsSecret « ${name} » n’est pas déchiffré (${message}) : aucun Secret n’est créé.`,
    notWritten: (name: string, message: string) => `Le SopsSecret « ${name} » ne peut pas écrire son Secret (${message}).`,
    notOwned: 'Un Secret du même nom existe déjà, et un autre que lui l’a créé : supprimez ce manifest, ou donnez un autre nom.',
    altered: (name: string) => `Le fichier du SopsSecret « ${name} » a été modifié à la main : son code d’authentification (mac) n’est plus le bon.`,
    macMismatch: 'L’opérateur ne le vérifie pas, parce que le cluster ajoute des annotations aux objets ; la commande sops, elle, refusera le fichier (MAC mismatch). Modifiez-le avec « sops edit », jamais dans l’éditeur.',
    notEncrypted: (failure: string) => `${failure} : le fichier n’est pas chiffré. Chiffrez-le avec « sops -e --age … --encrypted-suffix Templates ».`,
    valueAltered: (failure: string) => `${failure}. Une valeur a été modifiée à la main, ou n’a jamais été chiffrée.`,
    wrongKey: (failure: string, recipients: string, cluster: string, key: string) => `${failure} : il est chiffré pour ${recipients || 'aucune clé age'}, et la clé du cluster « ${cluster} » est ${key} (cpin platform keys). Chiffrez-le de nouveau pour elle.`,
    notCopied: (name: string, secret: string) => `Le VaultStaticSecret « ${name} » ne copie pas son secret : le Secret « ${secret} » n’est pas à jour.`,
    noAuth: 'La plateforme crée dans chaque namespace un VaultAuth nommé « vault-auth » : écrivez spec.vaultAuthRef: vault-auth.',
    destinationTaken: 'Un Secret du même nom existe déjà, et l’opérateur ne l’a pas créé : donnez un autre nom à spec.destination, ou retirez ce Secret du dépôt.',
    wrongMount: (project: string, mount: string) => `Le coffre d’un projet porte son nom : spec.mount doit être « ${project} », pas « ${mount} ».`,
    paths: (project: string, paths: string) => `Le coffre « ${project} » ${paths ? `a ces chemins : ${paths}` : 'est vide'}. spec.path s’écrit sans « data/ », et spec.type est kv-v2 ; « cpin platform vault put » y met un secret.`,
  },
  en: {
    notDecrypted: (name, message) => `The SopsSecret “${name}” is not decrypted (${message}): no Secret is created.`,
    notWritten: (name, message) => `The SopsSecret “${name}” cannot write its Secret (${message}).`,
    notOwned: 'A Secret of the same name is there already, made by something else: delete that manifest, or give another name.',
    altered: name => `The file of the SopsSecret “${name}” was changed by hand: its authentication code (mac) is no longer the right one.`,
    macMismatch: 'The operator does not check it, because the cluster adds annotations to objects; the sops command will refuse the file (MAC mismatch). Change it with “sops edit”, never in the editor.',
    notEncrypted: failure => `${failure}: the file is not encrypted. Encrypt it with “sops -e --age … --encrypted-suffix Templates”.`,
    valueAltered: failure => `${failure}. A value was changed by hand, or was never encrypted.`,
    wrongKey: (failure, recipients, cluster, key) => `${failure}: it is encrypted for ${recipients || 'no age key'}, and the key of the cluster “${cluster}” is ${key} (cpin platform keys). Encrypt it again for that one.`,
    notCopied: (name, secret) => `The VaultStaticSecret “${name}” does not copy its secret: the Secret “${secret}” is not up to date.`,
    noAuth: 'The platform makes in each namespace a VaultAuth called “vault-auth”: write spec.vaultAuthRef: vault-auth.',
    destinationTaken: 'A Secret of the same name is there already, and the operator did not make it: give another name to spec.destination, or take that Secret out of the repository.',
    wrongMount: (project, mount) => `The vault of a project bears its name: spec.mount must be “${project}”, not “${mount}”.`,
    paths: (project, paths) => `The vault “${project}” ${paths ? `has these paths: ${paths}` : 'is empty'}. spec.path is written without “data/”, and spec.type is kv-v2; “cpin platform vault put” puts a secret there.`,
  },
});
