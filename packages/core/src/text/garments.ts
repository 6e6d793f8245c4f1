import { wordsOf } from './phrases.js';

const GARMENTS: ReadonlySet<string> = new Set(
  (
    'apron backpack bandana beanie belt beret bikini blouse boot bow bowtie bracelet cap cape cardigan coat collar crown ' +
    'dress earring eyeglasses fedora glasses glove goggles hat headband headphones helmet hood hoodie jacket jeans jersey ' +
    'jumper mask medal mitten monocle necklace necktie pants pullover ribbon robe sandal scarf shawl shirt shoe shorts ' +
    'skirt sneaker sock sombrero spectacles suit sunglasses sweater t-shirt tiara tie trousers uniform veil vest watch wig'
  ).split(' '),
);

/** Whether a name, in the singular or plural, is of what is worn: it goes with whoever wears it. */
export function isGarment(name: string): boolean {
  const noun = wordsOf(name.toLowerCase()).at(-1)?.text ?? '';
  return GARMENTS.has(noun) || GARMENTS.has(noun.replace(/e?s$/, ''));
}
