import { lines, words } from './words.js';

/**
 * Kinds of things whose names are colours as well. Between two of one family the word is the thing:
 * `apple→orange` is a fruit, `hat→orange` a colour.
 */
export const FAMILIES: readonly ReadonlySet<string>[] = [
  words(`
    fruit vegetable apple apricot aubergine avocado banana berry blackberry blueberry carrot cherry coconut
    cranberry cucumber eggplant fig grape grapefruit guava kiwi lemon lime mandarin mango melon mulberry
    nectarine olive onion orange papaya peach pear pepper pineapple plum pomegranate potato pumpkin raspberry
    strawberry tangerine tomato watermelon
  `),
  words(`
    flower blossom bouquet cornflower daffodil daisy dandelion fuchsia geranium heather hibiscus hyacinth iris
    lavender lilac lily lotus marigold orchid peony periwinkle petunia plant poppy rose sunflower thistle
    tulip violet wisteria
  `),
  words('fish carp cod eel goldfish herring koi salmon shark trout tuna'),
  words(`
    gem gemstone jewel amber amethyst crystal diamond emerald garnet jade opal pearl quartz ruby sapphire topaz
    turquoise
  `),
  words('bird canary crow dove parrot raven robin sparrow'),
  words('tree bamboo birch cedar chestnut ebony hazel mahogany maple oak olive palm pine teak walnut willow'),
  words('dessert candy cake caramel chocolate cookie ginger honey vanilla cinnamon pistachio'),
  words('drink beer champagne claret cocoa coffee juice merlot milk mocha tea water wine'),
];

/** Attribute words that are things with an article before them: `a glass`, `an orange`. */
export const ARTICLE_NOUNS = words(`
  bone brick canvas check crystal diamond gem glass lead mesh mosaic pearl rainbow sequin slate stone tile tin
  wire
`);

/** Nouns that only look like plurals, or that are one thing in the plural. */
export const NEVER_PLURAL = words(`
  alps athletics atlas binoculars canvas christmas clothes earphones eyeglasses glasses goggles gymnastics
  headphones jeans knickers leggings lens mathematics news overalls pajamas pants physics pliers pyjamas
  scissors series shades shorts slacks species spectacles sunglasses swim-trunks tennis tights tongs trousers
  tweezers underpants
`);

/** Nouns of two words that begin like a selector: `top hat` is a hat, not the topmost one. */
export const COMPOUNDS = lines(`
  back door
  back garden
  back pack
  back seat
  back yard
  bottom line
  center stage
  central park
  centre stage
  first aid
  first lady
  front desk
  front door
  front garden
  front line
  front page
  front porch
  front seat
  front yard
  lower lip
  middle finger
  rear mirror
  second hand
  top coat
  top hat
  top knot
  upper lip
`);
