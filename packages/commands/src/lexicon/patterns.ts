import { lines, words } from './words.js';

/** What repeats on a surface, in one word. */
export const PATTERNS = words(`
  abstract argyle barred batik brindle brindled brocade calico camo camouflaged check checked checkerboard
  checkered chequered chevron crosshatched damask dappled diagonal dotted embroidered fleur-de-lis floral
  flecked flowered flowery geometric gingham graffitied herringbone houndstooth ikat jacquard marbled mottled
  paisley patched patchwork patterned piebald pinstripe pinstriped plaid plain polka-dot polka-dotted printed
  psychedelic scalloped speckled spotted spotty starred starry stippled striated striped stripy tabby tartan
  tessellated tie-dye tie-dyed tortoiseshell tribal two-tone variegated wavy zigzag zig-zag
`);

/** Attributes that are written as two words. */
export const TWO_WORD_ATTRIBUTES = lines(`
  animal print
  carbon fiber
  carbon fibre
  cast iron
  cow print
  fish scale
  leopard print
  papier mâché
  papier mache
  polka dot
  polka dots
  polka dotted
  rose gold
  stained glass
  stainless steel
  tiger print
  tie dye
  tie dyed
  tiger striped
  two tone
  zebra print
  zebra striped
  zig zag
  off white
  see through
`);
