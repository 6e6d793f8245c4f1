import { words } from './words.js';

/** How a surface looks or feels. */
export const TEXTURES = words(`
  airy braided bristly brushed bubbly bumpy bushy carved chipped coarse corroded corrugated cracked cratered
  crinkled crisp crumpled crusty curly distressed downy dusty embossed engraved etched feathered feathery
  fibrous flaky fleecy fluffy foamy frayed frosted frosty furry fuzzy gelatinous glassy glittering glittery
  glossy gnarled grainy gritty grooved hairy hammered icy jagged lacquered leathery lumpy lustrous matt matte
  mirrored moist mossy muddy oily opaque padded patinated pebbled peeling pitted pleated plump pockmarked
  polished porous powdery prickly puffy quilted ragged reflective ribbed ridged rough ruffled rugged rusted
  rusty sandblasted satiny scaly scratched scratchy see-through semi-transparent shaggy sheer shimmering
  shimmery shiny silky sleek slick slimy smooth snowy soft sparkling sparkly spiky spiny splintered spongy
  sticky streaked stubbly tarnished tattered textured threadbare translucent transparent tufted varnished
  veined warped waxed waxy weathered wet wiry worn woven wrinkled wrinkly
`);
