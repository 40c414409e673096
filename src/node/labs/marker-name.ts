/** The file at the root of a started lab: which one, on which version of the content, since when. Alone here, since the editor watches for it from the start and reads it later. */
export const markerName = '.cpin-lab.json';
