import type { Color, Noun } from '../vocabulary.js';
import { apple } from './apple.js';
import { ball } from './ball.js';
import { bear } from './bear.js';
import type { Draw } from './brush.js';
import { car } from './car.js';
import { cat } from './cat.js';
import { cup } from './cup.js';
import { dog } from './dog.js';
import { fox } from './fox.js';
import { glasses } from './glasses.js';
import { hat } from './hat.js';
import { house } from './house.js';
import { lion } from './lion.js';
import { panda } from './panda.js';
import { rabbit } from './rabbit.js';
import { scarf } from './scarf.js';
import { tiger } from './tiger.js';
import { tree } from './tree.js';

interface Drawing {
  draw: Draw;
  /** The colour that it has by nature, when none is said. */
  natural: string;
  /** Half the width of what touches the ground, in the drawing's own units: the extent of its shadow. */
  foot: number;
  /** How wide and tall it is, about, in the drawing's own units. */
  width: number;
  height: number;
}

const ANIMAL = { foot: 34, width: 70, height: 102 };

export const DRAWINGS: Record<Noun, Drawing> = {
  cat: { draw: cat, natural: '#8f96a8', ...ANIMAL },
  dog: { draw: dog, natural: '#dba766', ...ANIMAL },
  rabbit: { draw: rabbit, natural: '#f0e6dc', ...ANIMAL },
  bear: { draw: bear, natural: '#8a5635', ...ANIMAL },
  fox: { draw: fox, natural: '#e8762c', ...ANIMAL },
  panda: { draw: panda, natural: '#f6f3ef', ...ANIMAL },
  lion: { draw: lion, natural: '#e9b04e', ...ANIMAL },
  tiger: { draw: tiger, natural: '#f09a3e', ...ANIMAL },
  hat: { draw: hat, natural: '#9a7452', foot: 56, width: 118, height: 66 },
  scarf: { draw: scarf, natural: '#9a7452', foot: 44, width: 88, height: 74 },
  glasses: { draw: glasses, natural: '#4a4152', foot: 40, width: 124, height: 42 },
  ball: { draw: ball, natural: '#c9b9a6', foot: 34, width: 98, height: 98 },
  cup: { draw: cup, natural: '#d8cdbd', foot: 38, width: 100, height: 98 },
  car: { draw: car, natural: '#8c93a0', foot: 74, width: 150, height: 84 },
  tree: { draw: tree, natural: '#4f9a4a', foot: 30, width: 84, height: 99 },
  house: { draw: house, natural: '#e6d3b3', foot: 50, width: 108, height: 99 },
  apple: { draw: apple, natural: '#cf3b34', foot: 36, width: 92, height: 99 },
};

/** What each colour looks like where the light falls evenly, as #rrggbb. */
export const COLOR_HEX: Record<Color, string> = {
  red: '#e23a38',
  orange: '#f58a1f',
  yellow: '#f8d32c',
  green: '#43ab4c',
  blue: '#2f74e0',
  purple: '#8a46c6',
  pink: '#f57fb8',
  white: '#f7f6f4',
};
