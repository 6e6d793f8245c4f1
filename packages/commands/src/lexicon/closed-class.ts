import { words } from './words.js';

/** They point at something that only a conversation knows. */
export const PRONOUNS = words(`
  it its it's they them their's him himself herself itself me us you he she we i one ones everything everybody
  everyone something somebody someone anything anybody nothing these those this that whatever all others
`);

/** Comparisons need something to compare with; an edit has none. */
export const COMPARING = words(
  'than like as more less same similar most least enough too equally different opposite',
);

/**
 * Words that join, deny, point and ask. None of them names a thing or says what it is like, so in a phrase one
 * of them is a part of the sentence that was not understood.
 */
export const CLOSED_CLASS: ReadonlySet<string> = new Set([
  ...words(`
    but or nor if unless because since while whereas although though except until till when whenever where
    wherever who whom whose which that what why how not no never without isn't aren't don't doesn't didn't won't
    wouldn't can't cannot couldn't shouldn't dont doesnt cant wont is are was were be been being am has have had
    having do does did can could will would shall should may might must ought want wants wanted need needs let
    lets make makes making made change changes changing turn turns turning become becomes remove removes
    removing delete erase replace replaces replacing keep keeps keeping leave swap transform convert add adds put
    puts give gives insert and then also again instead please just only even still already maybe perhaps about
    around from until during before after through toward towards via per versus vs than like as into onto to
    there here today tomorrow yesterday now later soon wait lol because ever either neither both all every each next get gets go goes grow feel feels seem seems stay
    wear wears hold holds eat eats away far respectively random
    any another other
  `),
  ...PRONOUNS,
]);

/** What a question begins with. */
export const ASKING = words('what where who whom why how which when whose is are was were does did has am');
