import { because } from '../journal-errors';

/** Why a lab could not be started, verified or begun again: `message` is a French sentence that says what, where and what to do. */
export class LabProblem extends Error {}

export const unknownLab = (id: string, known: readonly string[]) =>
  new LabProblem(`Le TP « ${id} » n’existe pas. TP connus : ${known.join(', ') || 'aucun'}.`);

export const notAFolder = (folder: string) =>
  new LabProblem(`« ${folder} » n’est pas un dossier : indiquez un dossier, existant ou à créer.`);

export const noFolder = (folder: string) =>
  new LabProblem(`Le dossier « ${folder} » n’existe pas : vérifiez son nom, ou commencez le TP dans ce dossier.`);

export const notEmpty = (folder: string, entries: readonly string[]) =>
  new LabProblem(`Le dossier « ${folder} » n’est pas vide (${entries.slice(0, 3).map(name => `« ${name} »`).join(', ')}${entries.length > 3 ? '…' : ''}) : rien n’y a été écrit, pour ne rien vous faire perdre. Choisissez un dossier vide ou un nouveau nom.`);

export const alreadyStarted = (folder: string, lab: string) =>
  new LabProblem(`Le TP « ${lab} » est déjà commencé dans « ${folder} » : continuez-le, ou recommencez-le à zéro (votre travail sera mis de côté).`);

export const otherLab = (folder: string, found: string, asked: string) =>
  new LabProblem(`Le dossier « ${folder} » contient le TP « ${found} », pas « ${asked} » : choisissez le bon dossier, ou le bon TP.`);

export const notStarted = (folder: string, lab: string) =>
  new LabProblem(`Le TP « ${lab} » n’est pas commencé dans « ${folder} » : rien n’y a été touché. Commencez-le d’abord, dans un dossier vide.`);

export const damagedMarker = (file: string, why: string) =>
  new LabProblem(`« ${file} », qui dit quel TP est commencé ici, est abîmé (${why}). Supprimez ce fichier, puis commencez le TP dans ce même dossier : vos fichiers seront gardés tels quels.`);

export const damagedInstallation = (folder: string, why: string) =>
  new LabProblem(`Les fichiers de départ du TP manquent ou sont abîmés (« ${folder} » : ${why}). Réinstallez l’extension.`);

export const linkRefused = (file: string) =>
  new LabProblem(`« ${file} » est un lien symbolique : un TP ne suit pas les liens, qui pourraient mener hors du dossier. Remplacez-le par un vrai fichier.`);

export const cannotWriteLab = (folder: string, error: unknown) =>
  new LabProblem(`Impossible d’écrire dans « ${folder} » : ${because(error)}. Choisissez un autre dossier, ou rendez celui-ci accessible en écriture.`);

export const cannotReadLab = (folder: string, error: unknown) =>
  new LabProblem(`Impossible de lire « ${folder} » : ${because(error)}. Vérifiez vos droits sur ce dossier.`);

export const cannotSetAside = (folder: string, error: unknown) =>
  new LabProblem(`Votre travail n’a pas pu être mis de côté dans « ${folder} » : ${because(error)}. Rien n’a changé ; rendez le dossier parent accessible en écriture et recommencez.`);

export const restoreFailed = (folder: string, kept: string, error: unknown) =>
  new LabProblem(`Les fichiers de départ n’ont pas pu être remis dans « ${folder} » : ${because(error)}. Votre travail est intact, dans « ${kept} ».`);
