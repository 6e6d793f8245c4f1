import { words } from './words.js';

/**
 * One-word colour names: the CSS Color Module's named colours, and the words that the large naming surveys
 * of everyday English add to them. Names of several words are built from these by `attribute.ts`.
 */
export const COLOURS = words(`
  aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown
  burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan
  darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid
  darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet
  deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro
  ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki
  lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow
  lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
  lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine
  mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise
  mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab
  orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru
  pink plum powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen
  seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle
  tomato turquoise violet wheat white whitesmoke yellow yellowgreen

  amber amethyst apricot aquamarine auburn aubergine avocado bluish blond blonde blurple bone brass bronze
  brunette burgundy butterscotch camouflage canary caramel carmine celadon cerise cerulean champagne
  charcoal cherry chestnut cinnamon claret cobalt copper cranberry cream denim ebony ecru eggplant
  eggshell emerald fuschia ginger golden greenish greyish grayish hazel heather heliotrope henna jade
  kelly lemon lilac mahogany mango marigold mauve melon merlot mint mocha mulberry multicolor multicolored
  multicolour multicoloured mustard nude ochre orangish oxblood papaya peach pear periwinkle pewter
  pinkish pistachio platinum poppy pumpkin purplish puce raspberry reddish rose rouge ruby ruddy russet rust
  saffron sage sand sapphire scarlet sepia slate strawberry taupe terracotta topaz ultramarine umber vanilla
  vermilion vermillion viridian wine wisteria yellowish bronzed silvery rosy ashen raven
  colorful colourful colorless colourless monochrome rainbow iridescent opalescent
`);

/** Words that make a shade with the colour after them (`light blue`) and are attributes by themselves too. */
export const SHADES = words(`
  light dark bright pale pastel vivid neon deep dull muted faded fluorescent luminous warm cool saturated
`);

/** Words that name a shade only together with the colour after them: `sky blue`, but not `sky`. */
export const HUES = words(`
  apple army ash baby barbie blood bottle brick bubblegum burnt candy carrot coffee cornflower dusty electric
  emerald fire flamingo forest grass hot hunter ice jet kelly lavender lemon lime mid medium midnight milk
  mint moss mossy navy ocean off olive pale pastel pea peacock petrol pine powder prussian racing rose royal
  ruby salmon sand sea sky smoky snow soft spring steel sunset tea true tyrian wine
`);

/** Words that only strengthen or weaken the attribute after them. */
export const INTENSIFIERS = words('very extremely really quite rather slightly somewhat more less fully all');
