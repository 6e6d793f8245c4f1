import { words } from './words.js';

/** What a thing can be made of, as a noun or as its adjective. */
export const MATERIALS = words(`
  acrylic alabaster aluminium aluminum asphalt bamboo bark basalt brass brick bronze burlap canvas cardboard
  carbon cashmere cast-iron cedar cement ceramic chalk chiffon chrome clay cloth cobblestone concrete copper
  corduroy cork cotton crochet crocheted crystal crystalline denim diamond dirt earthen earthenware ebony
  enamel felt fiberglass fibreglass flannel foil fur glass glazed gold golden granite gravel gypsum hemp
  ice iron ivory jade knit knitted lace latex lead leather leatherette limestone linen mahogany maple marble
  mesh metal metallic mosaic mud neoprene nylon oak obsidian onyx origami paper papery papier-mâché pearl
  pewter pine pinewood plaster plastic platinum plush plywood polyester porcelain pottery quartz rattan resin
  rubber sandstone sandy satin sequin sequined silicone silk silken silver slate stainless-steel steel stone
  straw stucco styrofoam suede sugar teak terracotta tile tiled tin titanium tulle tweed velour velvet
  velvety vinyl walnut wax waxen wicker wire wood wooden wool woolen woollen woolly yarn
`);
