import { surface } from './surface';

export const suggest = surface({
  fr: {
    button: 'Suggérer une amélioration',
    heading: 'Suggestion pour Coach Cloud π Native',
    about: 'Sur : {title} (`{id}`)',
    content: 'Version des contenus : {version}',
    excerpt: 'Ce que dit le coach',
    mine: 'Ma suggestion',
    prompt: 'Ce qui est faux, daté ou peu clair ; ce qu’il faudrait dire ; la source, si vous en avez une.',
    send: 'Enregistrez cette note, relisez-la et déposez-la en issue dans le dépôt de l’extension, ou donnez-la à la personne qui vous l’a fournie. Rien n’est envoyé d’ici. N’y laissez ni secret ni donnée personnelle.',
    unknown: 'Rien à commenter ici : « {ref} » n’existe pas dans les contenus du coach.',
  },
  en: {
    button: 'Suggest an improvement',
    heading: 'Suggestion for Coach Cloud π Native',
    about: 'About: {title} (`{id}`)',
    content: 'Version of the content: {version}',
    excerpt: 'What the coach says',
    mine: 'My suggestion',
    prompt: 'What is wrong, dated or unclear; what should be said; the source, if you have one.',
    send: 'Save this note, read it again and file it as an issue in the extension’s repository, or hand it to who gave you the extension. Nothing is sent from here. Leave no secret and no personal data in it.',
    unknown: 'Nothing to comment on here: “{ref}” does not exist in the coach’s content.',
  },
});
