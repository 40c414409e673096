/** What only a French sentence holds: its quotation marks, its accents, the space before its colons and marks, the words that no sentence of it does without. */
export const frenchText = /[«»éèêëàâçùûîïôœÉÈÀÇ]|[\w”)] [:;?!](\s|$)|\b(le|la|les|des|du|une|ne|pas|dans|est|sont|pour|avec|sans|qui|aucun|aucune|sur|cette|ce|ou|et)\b/;
