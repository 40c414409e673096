/** Why the disk refused, in French, from Node's error code. */
export function because(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'le disque est plein';
  if (code === 'EROFS') return 'le disque est en lecture seule';
  if (code === 'EACCES' || code === 'EPERM') return 'vous n’avez pas le droit d’y écrire';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'un fichier occupe la place du dossier';
  return `erreur ${code || String(error)}`;
}

/** Said when an event could not be put on disk: what, where, why it matters, what to do. */
export function cannotWrite(folder: string, error: unknown): Error {
  return new Error(`Votre progression n’a pas pu être enregistrée dans « ${folder} » : ${because(error)}. Elle est gardée en mémoire et sera écrite au prochain enregistrement réussi ; elle serait perdue à la fermeture. Libérez de la place ou rendez le dossier accessible en écriture, ou choisissez-en un autre avec la variable d’environnement COACH_CPIN_HOME.`);
}

/** Said when a file of the journal could not be deleted. */
export function cannotErase(file: string, error: unknown): Error {
  return new Error(`Le fichier « ${file} » n’a pas pu être effacé : ${because(error)}. Effacez-le à la main, ou rendez son dossier accessible en écriture et recommencez.`);
}

/** Why a file of the journal could not be read, for a damaged line's reason. */
export function cannotRead(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return code === 'EACCES' || code === 'EPERM' ? 'fichier illisible : vous n’en avez pas le droit de lecture' : `fichier illisible (${code || String(error)})`;
}
